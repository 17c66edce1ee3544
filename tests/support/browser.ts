import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/**
 * A Chromium that npm brings, so that no test needs one installed; null (and said) where it cannot
 * run. `CHROMIUM_PATH` names another.
 */
export async function openBrowser(): Promise<Browser | null> {
  const named = process.env.CHROMIUM_PATH;
  if (named && existsSync(named)) return chromium.launch({ executablePath: named });
  if (process.platform !== 'linux') {
    console.log('skipped: CHROMIUM_PATH names no browser');
    return null;
  }
  // The package unpacks its own libraries only where it believes to be on its serverless host.
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x';
  const { default: packed } = await import('@sparticuz/chromium');
  // Its own arguments put all in one process, which ends with the first window that closes, and
  // switch off what a page is to be held to. It draws without a graphics card.
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
  return chromium.launch({
    executablePath: await packed.executablePath(),
    args: [...args, '--headless=shell', '--font-render-hinting=none'],
    headless: true,
  });
}
