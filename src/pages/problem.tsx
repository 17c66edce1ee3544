import type { Problem } from '../problems/index.ts';
import { type Frame, page } from './layout.tsx';
import { Title } from './parts.tsx';

/** Something that could not be shown: what, what to do, the code; the frame of the page stays. */
export function problemPage(
  frame: Frame,
  problems: readonly Problem[],
  title = 'This page could not be made',
): string {
  const faulty = title === 'This page could not be made';
  return page(frame, {
    current: '',
    title,
    children: (
      <>
        <Title kicker={frame.user ? <a href="/">Overview</a> : 'SOC performance'} title={title} />
        {problems.map((p) => (
          <div class={faulty ? 'fault' : 'empty-box'} key={p.code + p.message}>
            <p>
              <strong>{p.message}</strong>
            </p>
            <p>
              {faulty ? 'The figures are safe. ' : ''}
              {onPages(p)}
            </p>
            <p class="caption">{p.code}</p>
          </div>
        ))}
        {problems.some((p) => p.code === 'A122') && <SayWhy address={frame.path} />}
        <p class="way-out">
          {frame.user ? (
            <a class="button" href="/">
              Go to the overview
            </a>
          ) : (
            <a class="button" href="/sign-in">
              Sign in
            </a>
          )}
        </p>
      </>
    ),
  });
}

/** The same address again, with the reason that was asked for. */
function SayWhy({ address }: { address: string }) {
  const { pathname, searchParams } = new URL(address, 'http://here');
  return (
    <form class="take" method="get" action={pathname}>
      {[...searchParams]
        .filter(([name]) => name !== 'reason')
        .map(([name, value]) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
      <label class="field">
        <span>Reason</span>
        <input type="text" name="reason" maxLength={500} autocomplete="off" required />
      </label>
      <button type="submit">Go on</button>
    </form>
  );
}

/** The mend of a problem where a reader has no command line. */
const onPages = (p: Problem): string =>
  p.mend.includes('socpf --help')
    ? 'Go back and choose from the lists of the page, or start from the overview.'
    : p.code === 'A122'
      ? 'Say it in a few words. The trail keeps them with your name.'
      : p.mend;
