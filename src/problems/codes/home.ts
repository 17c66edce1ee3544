import { code } from '../code.ts';

/** H: problems of homes and the host. */
export const homeCodes = {
  H001: code<{ folder: string }>(
    'no-home',
    (d) => `There is no home in ${d.folder}.`,
    () => 'Name it with --home DIR, or make one with socpf start or socpf collate.',
  ),
  H002: code<{ folder: string; version: string; ours: string }>(
    'wrong-version',
    (d) =>
      `The home in ${d.folder} is of version ${d.version}; this release reads version ${d.ours}.`,
    () => 'Use the release that made it, or the one that migrates it. Nothing was changed.',
  ),
  H003: code<{ folder: string; pid: number }>(
    'home-in-use',
    (d) => `Another process (${d.pid}) owns the home in ${d.folder}.`,
    () => 'Stop it, or use it: only one process owns a home.',
  ),
  H004: code<{ port: number; host: string }>(
    'port-taken',
    (d) => `Port ${d.port} on ${d.host} is taken.`,
    (d) => `Choose another: npm start -- --port ${d.port + 1}`,
  ),
  H005: code<{ folder: string }>(
    'real-home',
    (d) => `The home in ${d.folder} holds real figures; it cannot become a sample.`,
    () => 'Give the sample a folder of its own.',
  ),
  H006: code<{ host: string }>(
    'not-loopback',
    (d) => `${d.host} can be reached from other machines, and plain HTTP is refused there.`,
    () => 'Give --tls-cert and --tls-key, or --behind-proxy.',
  ),
  H007: code<{ detail: string }>(
    'disagreement',
    (d) => d.detail,
    () =>
      'Undo the load named and load its file again from the archive; keep a copy of the home first.',
  ),
  H008: code<{ detail: string }>(
    'home-not-readable',
    (d) => `The home cannot be read: ${d.detail}.`,
    () => 'Check the folder and its rights; restore a backup if home.json was edited.',
  ),
  H009: code<{ folder: string }>(
    'owner-gone',
    (d) => `The process that owns the home in ${d.folder} ended before it had answered.`,
    () => 'Run the command again: whatever it had not finished was taken back.',
  ),
  H010: code<{ path: string; detail: string }>(
    'cannot-read',
    (d) => `${d.path} cannot be read: ${d.detail}.`,
    () => 'Check the name and the rights of the file.',
  ),
  H011: code<{ place: string; folder: string }>(
    'anchor-inside',
    (d) => `${d.place} lies in the home ${d.folder}, and what can rewrite the home can rewrite it.`,
    () => 'Name a file outside the home that is only appended to, or system-log.',
  ),
  H012: code<{ place: string; detail: string }>(
    'anchor-not-written',
    (d) => `The head of the trail could not be laid down in ${d.place}: ${d.detail}.`,
    () => 'Check the place and its rights, or name another with socpf start --anchor.',
  ),
  H404: code<{ address: string }>(
    'no-such-page',
    (d) => `There is no page ${d.address}.`,
    () => 'Start from the overview.',
  ),
  H500: code<Record<string, never>>(
    'unexpected',
    () => 'Something went wrong that socpf did not foresee; the log of the server says what.',
    () => 'Nothing was changed. Try again, and report it with what you did just before.',
  ),
} as const;
