import { findingJson, findingsSince, type Host, setAsideJson } from '../host/index.ts';
import { lastCompletePeriod, parsePeriod } from '../periods/index.ts';
import { problem } from '../problems/index.ts';
import { localActor } from './context.ts';
import { type Output, print, refuse } from './output.ts';

export interface FindingsOptions {
  readonly period?: string;
  readonly theme?: string;
}

/** `socpf findings`: what changed, ranked. */
export async function findingsCommand(
  host: Host,
  output: Output,
  options: FindingsOptions,
): Promise<number> {
  const period = options.period
    ? parsePeriod(options.period)
    : lastCompletePeriod('quarter', host.reportingDay);
  if (!period)
    return refuse(output, [problem('U101', { detail: `“${options.period}” is not a period` })], 2);
  const { findings, setAside, family } = await findingsSince(host, localActor(), { period });
  const chosen = findings.filter((f) => !options.theme || f.theme === options.theme);
  const aside = setAside.filter((a) => !options.theme || a.finding.theme === options.theme);
  return print(
    output,
    {
      period: period.id,
      family,
      findings: chosen.map(findingJson),
      setAside: aside.map(setAsideJson),
    },
    () => [
      ...chosen.map((f) => `${f.rank}. [${f.kind}] ${f.sentence.text} ${f.evidence.text}`),
      ...aside.map((a) => `[set aside] ${a.finding.sentence.text} ${a.reason}`),
    ],
  );
}
