import { lowerFirst, plainNumber } from '../../wording/index.ts';
import type { SlidePlan } from '../deck-plan.ts';
import type { Template } from '../template.ts';
import type { PackContent } from './content.ts';
import { putTable } from './listing.ts';
import { SlideDraft } from './slide.ts';

/** What a pack of lower marking does not hold, by theme: said, so that nobody takes silence for zero (R20). */
export function leftOutSlide(content: PackContent, template: Template): SlidePlan {
  const { pack, framework, leftOut } = content;
  const draft = new SlideDraft(template, 'table');
  draft.kicker = 'What this pack leaves out';
  const left = leftOut.reduce((sum, entry) => sum + entry.left, 0);
  const held = new Set(content.themes.flatMap((t) => t.series.map((s) => s.measure.id))).size;
  const title = `This pack holds ${plainNumber(held)} measures and leaves out ${plainNumber(left)} that are marked above ${pack.marking ?? framework.marking}`;
  draft.title(title);
  const half = Math.ceil(leftOut.length / 2);
  const cells = (entry: PackContent['leftOut'][number] | undefined) =>
    entry
      ? [
          entry.title,
          `${entry.left === entry.all ? 'all' : plainNumber(entry.left)} of ${plainNumber(entry.all)}`,
        ]
      : ['and no other', 'none'];
  putTable(draft, {
    name: 'Left out table',
    area: 'Table',
    columns: [
      { head: 'Theme', share: 0.36 },
      { head: 'Measures left out', share: 0.14 },
      { head: 'Theme', share: 0.36 },
      { head: 'Measures left out', share: 0.14 },
    ],
    rows: leftOut
      .slice(0, half)
      .map((entry, i) => ({ cells: [...cells(entry), ...cells(leftOut[half + i])] })),
    alt: `Themes with the number of measures that this pack leaves out. ${title}.`,
  });
  const rules = pack.release.map(
    ({ rule, owner }) =>
      `${rule} (released by the ${lowerFirst(framework.roles.get(owner) ?? owner)})`,
  );
  draft.source = `No list of groups, lines, people or investigations is in this pack.${rules.length > 0 ? ` Released by rule: ${rules.join('; ')}.` : ''}`;
  return draft.done(
    [`${title}.`],
    ['What is left out is not zero; it is marked higher than this pack.'],
  );
}
