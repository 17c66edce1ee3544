type Point = readonly [spoken: string, rows: string | null];

/** Point by point with the arrow keys or the pointer; Enter or a click opens the rows behind (visual.md section 9). */
for (const holder of document.querySelectorAll<HTMLElement>('[data-island="chart"]')) {
  const points = JSON.parse(holder.dataset.points ?? '[]') as readonly Point[];
  const speak = holder.querySelector('.speak');
  const box = document.createElement('div');
  box.className = 'point-box';
  let at = -1;

  const leave = () => {
    at = -1;
    box.remove();
    holder.classList.remove('is-walked');
    for (const mark of holder.querySelectorAll('.is-current')) mark.classList.remove('is-current');
  };

  const show = (index: number, aloud: boolean) => {
    at = Math.max(0, Math.min(points.length - 1, index));
    const spoken = points[at]?.[0] ?? '';
    for (const mark of holder.querySelectorAll('.is-current')) mark.classList.remove('is-current');
    for (const mark of holder.querySelectorAll(`[data-i="${at}"]`))
      mark.classList.add('is-current');
    holder.classList.add('is-walked');
    const drawing = visible(holder);
    if (drawing) point(drawing, at, box, holder);
    box.replaceChildren(...linesOf(spoken));
    holder.append(box);
    if (aloud && speak) speak.textContent = spoken;
  };

  const open = () => {
    const rows = points[at]?.[1];
    if (rows) location.href = rows;
  };

  const moves: Record<string, () => number> = {
    ArrowRight: () => at + 1,
    ArrowLeft: () => (at < 0 ? points.length - 1 : at - 1),
    Home: () => 0,
    End: () => points.length - 1,
    PageUp: () => (at < 0 ? points.length - 1 : at - 12),
    PageDown: () => at + 12,
  };
  holder.addEventListener('keydown', (event) => {
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      show(move(), true);
    } else if (event.key === 'Enter' && at >= 0) open();
    else if (event.key === 'Escape') {
      leave();
      holder.blur();
    }
  });
  holder.addEventListener('blur', leave);
  holder.addEventListener('pointerleave', leave);
  holder.addEventListener('pointermove', (event) => {
    const drawing = visible(holder);
    const index = drawing ? nearest(drawing, event.clientX) : null;
    if (index !== null && index !== at) show(index, false);
  });
  holder.addEventListener('click', open);
}

/** The drawing of this width; the others are hidden by the style sheet. */
const visible = (holder: HTMLElement): SVGSVGElement | undefined =>
  [...holder.querySelectorAll<SVGSVGElement>('svg.chart')].find((svg) => svg.clientWidth > 0);

function nearest(svg: SVGSVGElement, clientX: number): number {
  const { left, width } = svg.getBoundingClientRect();
  const x = ((clientX - left) * svg.viewBox.baseVal.width) / width;
  return Math.round((x - Number(svg.dataset.left)) / Number(svg.dataset.step));
}

/** The line through the point, and the box beside it, kept inside the chart. */
function point(svg: SVGSVGElement, index: number, box: HTMLElement, holder: HTMLElement): void {
  const x = Number(svg.dataset.left) + index * Number(svg.dataset.step);
  const line = svg.querySelector('.c-cursor');
  line?.setAttribute('x1', String(x));
  line?.setAttribute('x2', String(x));
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  const left = x * scale + svg.getBoundingClientRect().left - holder.getBoundingClientRect().left;
  const right = left > holder.clientWidth / 2;
  box.style.left = right ? '' : `${left + 12}px`;
  box.style.right = right ? `${holder.clientWidth - left + 12}px` : '';
}

/** "July 2025: 165 offences, 25% fewer than last year" as lines, the month in bold. */
function linesOf(spoken: string): Node[] {
  const [month = '', ...rest] = spoken.split(': ');
  const head = document.createElement('strong');
  head.textContent = month;
  const lines = rest
    .join(': ')
    .split(', ')
    .map((text) => {
      const line = document.createElement('span');
      line.textContent = text;
      line.style.display = 'block';
      return line;
    });
  return [head, ...lines];
}
