import { createHash, randomBytes } from 'node:crypto';
import type { Host } from '../host/index.ts';

/** The way into a sample home on this machine: lives 15 minutes, works once, new at each start. */
export interface OneTimeLink {
  readonly token: string;
  /** The session of the one who came with the token; null when it is wrong, old or used. */
  use(token: string, from: string): Promise<string | null>;
}

const minutes = 15;
/** The one person of a sample: runs it and sees everything in it (DESIGN.md 10). */
const samplePerson = 'sample-analyst';

export function makeLink(host: Host): OneTimeLink {
  const token = randomBytes(24).toString('base64url');
  const wanted = digest(token);
  const until = Date.parse(host.clock.now()) + minutes * 60_000;
  let used = false;
  return {
    token,
    use: async (given, from) => {
      if (used || digest(given) !== wanted || Date.parse(host.clock.now()) > until) return null;
      used = true;
      await personOf(host);
      const session = await host.accounts.startSession(samplePerson);
      await host.trail.append({
        actor: samplePerson,
        category: 'sign-in',
        event: 'one-time-link',
        detail: { from },
      });
      return session.token;
    },
  };
}

async function personOf(host: Host): Promise<void> {
  const known = await host.accounts.list();
  if (known.some((account) => account.name === samplePerson)) return;
  // Nobody ever types this password: the link is the only way to this account.
  await host.accounts.add(samplePerson, randomBytes(24).toString('base64url'), [
    'administrator',
    'analyst',
  ]);
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64url');
