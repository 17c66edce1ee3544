/**
 * Whether the long parts run too: `.ci/run` sets SOCPF_THOROUGH, and with it `npm test` repeats on
 * more seeds what it otherwise proves on one. Everything else is the same.
 */
export const thorough = process.env.SOCPF_THOROUGH === '1';

/** Seeds of the sample to prove figures on. */
export const everySeed = (): readonly string[] => (thorough ? ['1', '2', '3'] : ['1']);
