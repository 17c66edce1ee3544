/** The clock and the environment, read in one place. */
export interface Clock {
  /** UTC instant with Z. */
  now(): string;
  /** Today as a local day in London. */
  today(): string;
}

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  today: () =>
    new Intl.DateTimeFormat('en-CA', {
      timeZone: 'Europe/London',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    }).format(new Date()),
};

/** The only environment that socpf reads (DESIGN.md 11). */
export const environment = () => ({
  home: process.env.SOCPF_HOME ?? null,
  host: process.env.SOCPF_HOST ?? null,
  port: process.env.PORT ?? null,
});
