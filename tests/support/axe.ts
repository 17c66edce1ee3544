import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** WCAG 2.2 A and AA. What stands inside a picture is presentation; its name is asked elsewhere. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(
    `document.querySelectorAll('svg[role=img], svg[aria-hidden=true]').forEach((s) => s.replaceChildren())`,
  );
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.map((v) => `${v.id} (${v.nodes.length}) ${v.nodes[0]?.html.slice(0, 160)}`);
}
