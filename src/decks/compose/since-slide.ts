import { dayLabel, monthsLabel } from '../../periods/index.ts';
import type { Paragraph, SlidePlan, Words } from '../deck-plan.ts';
import { fits, type Slot, type Template } from '../template.ts';
import type { LastEdition } from './content.ts';
import { SlideDraft } from './slide.ts';
import { capital, line, listed, plural, words } from './words.ts';

/** What began or ended since the last issued edition, which of its figures read otherwise now, what goes on. */
export function sinceSlide(last: LastEdition, template: Template): SlidePlan {
  const draft = new SlideDraft(template, 'lists');
  draft.kicker = `Since last edition · ${monthsLabel(last.period)}, ${last.version}`;
  const title = titleOf(last);
  draft.title(title);
  const moved = [
    ...last.began.map((text) => ({ text: `Began: ${text}` })),
    ...last.ended.map((text) => ({ text: `Ended: ${text}` })),
  ];
  const restated = last.restated.map((r) => ({
    text: r.title,
    more: `${r.printed} printed, ${r.now} now (${r.change})`,
  }));
  const lists = [
    { head: 'Began or ended', mark: 'changed', items: moved },
    { head: 'Restated figures', mark: 'not-comparable', items: restated },
    {
      head: 'Continuing',
      mark: 'no-significant-change',
      items: last.continuing.map((text) => ({ text })),
    },
  ] as const;
  lists.forEach(({ head, mark, items }, i) => {
    draft.put(`Heading ${i + 1}`, words(line(`${head} (${items.length})`)));
    draft.marks.push({ area: `Verdict ${i + 1}`, word: mark, direction: null });
    draft.put(`List ${i + 1}`, listOf(items, draft.slot(`List ${i + 1}`)));
  });
  draft.source = `Compared with ${last.title}, ${last.version}, issued on ${dayLabel(last.issuedOn)}; what was issued stays as it was.`;
  return draft.done([`${title}.`, ...last.began.slice(0, 2)], last.ended.slice(0, 2));
}

/** "Since July to September 2025, two changes began and one ended; 14 printed figures were restated". */
function titleOf(last: LastEdition): string {
  const moved = [
    ...(last.began.length > 0 ? [`${plural(last.began.length, 'change')} began`] : []),
    ...(last.ended.length > 0 ? [`${plural(last.ended.length, 'change')} ended`] : []),
  ];
  const n = last.restated.length;
  const restated =
    n === 0
      ? 'no printed figure was restated'
      : `${plural(n, 'printed figure')} ${n === 1 ? 'was' : 'were'} restated`;
  return capital(
    `since ${monthsLabel(last.period)} ${moved.length > 0 ? listed(moved) : 'no change began or ended'}; ${restated}`,
  );
}

interface Item {
  readonly text: string;
  readonly more?: string;
}

/** As many as fit, at the largest size that holds four; the rest are counted. */
function listOf(items: readonly Item[], slot: Slot): Words {
  if (items.length === 0) return words(line('None.'));
  const write = (count: number): Words => {
    const shown = items
      .slice(0, count)
      .flatMap(({ text, more }, i): Paragraph[] => [
        line(text, { bold: true, above: i === 0 ? 0 : 9 }),
        ...(more ? [line(more, { tone: 'soft', smaller: 1 })] : []),
      ]);
    const left = items.length - count;
    return {
      paragraphs: left > 0 ? [...shown, line(`And ${left} more.`, { above: 9 })] : shown,
    };
  };
  const enough = Math.min(5, items.length);
  for (const size of [slot.size, slot.size - 1])
    for (let count = items.length; count >= (size === slot.size ? enough : 1); count--) {
      const text = { ...write(count), size };
      if (fits(slot, text)) return text;
    }
  return { ...write(1), size: 12 };
}
