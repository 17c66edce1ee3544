import type { Finding } from '../../findings/index.ts';
import { periodLabel } from '../../periods/index.ts';
import { countWord, plainNumber } from '../../wording/index.ts';
import type { Paragraph, SlidePlan, Words } from '../deck-plan.ts';
import type { Ink } from '../draw/ink.ts';
import { fits, type Slot, type Template } from '../template.ts';
import type { PackContent } from './content.ts';
import { SlideDraft } from './slide.ts';
import { capital, line, plural, words } from './words.ts';

interface List {
  readonly kind: Finding['kind'];
  readonly head: string;
  readonly tone: Ink;
  readonly mark: SlidePlan['marks'][number]['word'];
}

const lists: readonly List[] = [
  { kind: 'worse', head: 'Getting worse', tone: 'worsening-text', mark: 'worsening' },
  { kind: 'better', head: 'Getting better', tone: 'improving', mark: 'improving' },
  { kind: 'gap', head: 'Gaps', tone: 'ink', mark: 'missing' },
];

/** Getting worse, getting better, gaps: what began or ended first, the rest under "Continuing". */
export function changedSlide(content: PackContent, template: Template): SlidePlan {
  const { findings, family, title, setAside } = content.overview;
  const draft = new SlideDraft(template, 'lists');
  draft.kicker = `What changed · ${periodLabel(content.period)}`;
  draft.title(title.text);
  lists.forEach(({ kind, head, tone, mark }, i) => {
    const own = findings.filter((f) => f.kind === kind);
    draft.put(`Heading ${i + 1}`, words(line(`${head} (${own.length})`, { tone })));
    draft.marks.push({ area: `Verdict ${i + 1}`, word: mark, direction: null });
    draft.put(`List ${i + 1}`, listOf(own, draft.slot(`List ${i + 1}`)));
  });
  draft.source = `${countWord(family.reported, 'change')} among ${plainNumber(family.judged)} measures and areas that could be judged; about one in ten of these is expected to be chance.${setAside.length === 0 ? '' : ` ${capital(plural(setAside.length, 'finding is', 'findings are'))} set aside with a reason and not listed.`}`;
  return draft.done(
    findings
      .filter((f) => f.kind !== 'gap')
      .slice(0, 3)
      .map((f) => f.sentence.text),
    [
      'Only changes that a named rule calls more than chance are listed; the list is held to a false discovery rate of one in ten.',
    ],
  );
}

/** As many findings as fit, at the largest size that holds at least four; the rest are counted. */
function listOf(findings: readonly Finding[], slot: Slot): Words {
  if (findings.length === 0) return words(line('None.'));
  const ordered = [
    ...findings.filter((f) => !f.continuing),
    ...findings.filter((f) => f.continuing),
  ];
  const began = ordered.findIndex((f) => f.continuing);
  const write = (count: number): Words => {
    const paragraphs = ordered
      .slice(0, count)
      .flatMap((f, i): Paragraph[] => [
        ...(i === began
          ? [line('Continuing', { tone: 'soft', bold: true, above: i === 0 ? 0 : 10 })]
          : []),
        line(f.sentence.text, { bold: true, above: i === 0 || i === began ? 0 : 9 }),
        line(f.evidence.text, { tone: 'soft', smaller: 1 }),
      ]);
    const left = ordered.length - count;
    return {
      paragraphs: left > 0 ? [...paragraphs, line(`And ${left} more.`, { above: 9 })] : paragraphs,
    };
  };
  const enough = Math.min(4, ordered.length);
  for (const size of [slot.size, slot.size - 1])
    for (let count = ordered.length; count >= enough; count--) {
      const text = { ...write(count), size };
      if (fits(slot, text)) return text;
    }
  // The evidence is one point smaller than the sentence, and nothing is under 11.
  for (let count = enough; count > 1; count--) {
    const text = { ...write(count), size: 12 };
    if (fits(slot, text)) return text;
  }
  return { ...write(1), size: 12 };
}
