import type { Verdict } from '../figures/index.ts';

/** The icon of a verdict as SVG, 18 px: shape, with the arrow of the figure cut out (visual.md section 6). Its word stands beside it. */
export function verdictSymbol(word: Verdict, direction: 'up' | 'down' | null, size = 18): string {
  const arrow =
    direction === null
      ? ''
      : `<path class="v-cut" d="${direction === 'up' ? 'M9 4.6 13 9H10.3V13.4H7.7V9H5Z' : 'M9 13.4 5 9H7.7V4.6H10.3V9H13Z'}"/>`;
  const ring = '<circle class="v-ring" cx="9" cy="9" r="7.5"/>';
  const drawn: Record<Verdict, string> = {
    improving: `<circle class="v-improving" cx="9" cy="9" r="8.5"/>${arrow}`,
    worsening: `<path class="v-worsening" d="M9 0 18 9 9 18 0 9Z"/>${arrow}`,
    changed: `<rect class="v-changed" x="1" y="1" width="16" height="16"/>${arrow}`,
    'no-significant-change': `${ring}<path class="v-stroke" d="M4.5 9.6C6 7 7.5 7 9 9s3 2 4.5-.6"/>`,
    'too-few-to-say': `<circle class="v-ring v-dotted" cx="9" cy="9" r="7.5"/><circle class="v-dot" cx="5.6" cy="9" r="1"/><circle class="v-dot" cx="9" cy="9" r="1"/><circle class="v-dot" cx="12.4" cy="9" r="1"/>`,
    'not-comparable': `${ring}<path class="v-stroke" d="M5.5 7.5H12.5M5.5 10.5H12.5M11.2 5 6.8 13"/>`,
    incomplete: `${ring}<path class="v-dot" d="M9 1.5A7.5 7.5 0 0 1 9 16.5Z"/>`,
    late: `${ring}<path class="v-stroke" d="M9 4.6V9L12 11"/>`,
    missing:
      '<rect class="v-ring v-dashed" x="1.5" y="1.5" width="15" height="15"/><path class="v-stroke" d="M6.2 6.2 11.8 11.8M11.8 6.2 6.2 11.8"/>',
    withheld:
      '<rect class="v-ring" x="1.5" y="1.5" width="15" height="15"/><path class="v-stroke" d="M4.5 9H13.5"/>',
  };
  return `<svg class="verdict-icon" viewBox="0 0 18 18" width="${size}" height="${size}" aria-hidden="true">${drawn[word]}</svg>`;
}
