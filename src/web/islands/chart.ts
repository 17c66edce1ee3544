/** Point by point with the arrow keys; Enter opens the rows behind a point (visual.md section 9). */
for (const holder of document.querySelectorAll<HTMLElement>('[data-island="chart"]')) {
  const points = JSON.parse(holder.dataset.points ?? '[]') as [
    spoken: string,
    rows: string | null,
  ][];
  const speak = holder.querySelector('.speak');
  let at = -1;
  const show = (index: number) => {
    at = Math.max(0, Math.min(points.length - 1, index));
    for (const mark of holder.querySelectorAll('.is-current')) mark.classList.remove('is-current');
    holder.querySelector(`[data-i="${at}"]`)?.classList.add('is-current');
    if (speak) speak.textContent = points[at]?.[0] ?? '';
  };
  const moves: Record<string, () => number> = {
    ArrowRight: () => at + 1,
    ArrowLeft: () => (at < 0 ? points.length - 1 : at - 1),
    Home: () => 0,
    End: () => points.length - 1,
    PageUp: () => at - 12,
    PageDown: () => at + 12,
  };
  holder.addEventListener('keydown', (event) => {
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      show(move());
    } else if (event.key === 'Enter' && at >= 0) {
      const rows = points[at]?.[1];
      if (rows) location.href = rows;
    } else if (event.key === 'Escape') holder.blur();
  });
  holder.addEventListener('click', (event) => {
    const index = (event.target as Element).getAttribute('data-i');
    const rows = index === null ? null : points[Number(index)]?.[1];
    if (rows) location.href = rows;
  });
  holder.addEventListener('mouseover', (event) => {
    const index = (event.target as Element).getAttribute('data-i');
    if (index !== null) show(Number(index));
  });
}
