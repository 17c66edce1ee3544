import type { Finding } from '../../findings/index.ts';
import { dayLabel, periodLabel } from '../../periods/index.ts';
import { plainNumber } from '../../wording/index.ts';
import type { DeckMark, SlidePlan } from '../deck-plan.ts';
import { fits, fitted, type Template } from '../template.ts';
import type { PackContent } from './content.ts';
import { SlideDraft } from './slide.ts';
import { line, words } from './words.ts';

interface Line {
  readonly text: string;
  /** None where the line is a fact of a register: a shape stands for a verdict alone. */
  readonly mark: Omit<DeckMark, 'area'> | null;
}

/**
 * Force, pack, period, meeting, version, data-to; at the right the period in three lines: what is
 * worst, best and not known, or for a pack about something else the `own` findings of its slides.
 */
export function titleSlide(
  content: PackContent,
  template: Template,
  own: readonly string[],
): SlidePlan {
  const { pack, period, overview } = content;
  const draft = new SlideDraft(template, 'title');
  draft.title(pack.title);
  draft.put('Force', content.forceTitle);
  draft.put('Period', periodLabel(period).replace(' (', '\v('));
  const to = newestDay(content);
  const { corrects } = content;
  const corrected = corrects && `Corrects ${corrects.version}: ${sentenceOf(corrects.note)}`;
  const slot = draft.slot('Meeting');
  const meeting = (last: string | null) =>
    fitted(
      slot,
      words(
        line(`${pack.meeting} meeting`),
        line(`Version ${content.version.replace(/^v/, '')}, ${dayLabel(content.builtOn)}`),
        ...(to ? [line(`Data to ${dayLabel(to)}`)] : []),
        ...(last ? [line(last)] : []),
      ),
    );
  const whole = meeting(corrected);
  draft.put(
    'Meeting',
    corrects && !fits(slot, whole)
      ? meeting(`Corrects ${corrects.version}; the notes of this slide say what changed`)
      : whole,
  );
  draft.put('Lines heading', `The ${spanWord(period)} in three lines`);
  const lines =
    own.length > 0
      ? own.map((text): Line => ({ text: `${text}.`, mark: null }))
      : threeLines(content);
  const size = Math.min(
    ...lines.map(({ text }, i) => {
      const slot = draft.slot(`Line ${i + 1}`);
      return fitted(slot, words(line(text))).size ?? slot.size;
    }),
  );
  lines.forEach(({ text, mark }, i) => {
    draft.put(`Line ${i + 1}`, { ...words(line(text)), size });
    if (mark) draft.marks.push({ area: `Verdict ${i + 1}`, ...mark });
  });
  if (content.themes.some((t) => t.series.some((s) => s.synthetic)))
    draft.put(
      'Synthetic note',
      'SYNTHETIC. Invented figures for demonstration. They describe no real force, person or group.',
    );
  const said = [...(corrected ? [corrected] : []), ...lines.map((l) => l.text)];
  return draft.done(own.length > 0 ? said : [...said, overview.forDecision.text]);
}

const sentenceOf = (text: string): string =>
  /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;

/** What is worst, what is best, what is not known. */
function threeLines({ overview, leftOut }: PackContent): Line[] {
  const first = (kind: Finding['kind']) =>
    overview.findings.find((f) => f.kind === kind && f.area?.kind === 'force') ??
    overview.findings.find((f) => f.kind === kind);
  const of = (kind: Finding['kind'], none: string): Line => {
    const finding = first(kind);
    return finding?.verdict
      ? {
          text: finding.sentence.text,
          mark: { word: finding.verdict.word, direction: finding.verdict.direction },
        }
      : { text: none, mark: { word: 'no-significant-change', direction: null } };
  };
  const unknown = overview.outcomes.find((o) => o.missing !== null);
  const left = leftOut.reduce((sum, entry) => sum + entry.left, 0);
  const third: Line =
    left > 0
      ? {
          text: `${plainNumber(left)} measures are left out: they are marked above this pack.`,
          mark: { word: 'withheld', direction: null },
        }
      : unknown
        ? { text: overview.notKnown.text, mark: { word: unknown.word, direction: null } }
        : {
            text: 'Every intended outcome has a figure.',
            mark: { word: 'no-significant-change', direction: null },
          };
  return [
    of('worse', 'Nothing is getting worse by more than chance.'),
    of('better', 'Nothing is getting better by more than chance.'),
    third,
  ];
}

/** What the period is called, whatever the rhythm of the pack. */
const spanWord = ({ grain }: PackContent['period']): string =>
  (({ month: 'month', quarter: 'quarter', half: 'half-year' }) as Record<string, string>)[grain] ??
  (grain.endsWith('year') ? 'year' : 'period');

const newestDay = (content: PackContent) =>
  content.themes
    .flatMap((t) => t.series.map((s) => s.dates.dataTo))
    .filter((d) => d !== null)
    .sort()
    .at(-1);
