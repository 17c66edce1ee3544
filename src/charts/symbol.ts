import type { Verdict } from '../figures/index.ts';

/** The icon of a verdict as SVG, 18 px: shape, with the arrow of the figure cut out (visual.md section 6). Its word stands beside it. */
export function verdictSymbol(word: Verdict, direction: 'up' | 'down' | null, size = 18): string {
  const arrow =
    direction === null
      ? ''
      : `<path class="v-arrow" d="${direction === 'up' ? 'M9 13V5.4M5.6 8.7 9 5.3 12.4 8.7' : 'M9 5V12.6M5.6 9.3 9 12.7 12.4 9.3'}"/>`;
  const ring = '<circle class="v-ring" cx="9" cy="9" r="7.5"/>';
  const drawn: Record<Verdict, string> = {
    improving: `<circle class="v-improving" cx="9" cy="9" r="8.5"/>${arrow}`,
    worsening: `<path class="v-worsening" d="M9-.6 18.6 9 9 18.6-.6 9Z"/>${arrow}`,
    changed: `<rect class="v-changed" x="1" y="1" width="16" height="16"/>${arrow}`,
    'no-significant-change': `${ring}<path class="v-stroke" d="M4.5 9.6C6 7 7.5 7 9 9s3 2 4.5-.6"/>`,
    'too-few-to-say': `<circle class="v-ring v-dotted" cx="9" cy="9" r="7.5"/><circle class="v-dot" cx="5.6" cy="9" r="1"/><circle class="v-dot" cx="9" cy="9" r="1"/><circle class="v-dot" cx="12.4" cy="9" r="1"/>`,
    'not-comparable': `${ring}<path class="v-stroke" d="M5.5 7.5H12.5M5.5 10.5H12.5M11.2 5 6.8 13"/>`,
    incomplete: `${ring}<path class="v-dot" d="M9 1.5A7.5 7.5 0 0 1 9 16.5Z"/>`,
    late: `${ring}<path class="v-stroke" d="M9 4.6V9L12 11"/>`,
    missing:
      '<rect class="v-ring v-dashed" x="1.5" y="1.5" width="15" height="15"/><path class="v-stroke" d="M6.2 6.2 11.8 11.8M11.8 6.2 6.2 11.8"/>',
    withheld:
      '<rect class="v-ring" x="1.5" y="1.5" width="15" height="15"/><path class="v-dot" d="M4.6 7.4H13.4V10.6H4.6Z"/>',
  };
  return `<svg class="verdict-icon" viewBox="0 0 18 18" width="${size}" height="${size}" aria-hidden="true">${drawn[word]}</svg>`;
}
