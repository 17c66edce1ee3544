/** The head of the trail as it was laid down outside the home. */
export interface Anchor {
  /** UTC instant with Z. */
  readonly at: string;
  /** How many entries there were. */
  readonly entries: number;
  /** Seal of the last of them. */
  readonly head: string;
  readonly why: AnchorCause;
}

export type AnchorCause = 'start' | 'hourly' | 'issue';

/** One line of the place outside. */
export const anchorLine = (anchor: Anchor): string =>
  `socpf-anchor ${JSON.stringify([anchor.at, anchor.entries, anchor.head, anchor.why])}`;

/**
 * The anchors of a text, whatever stands before them in their lines: a system log puts its own day
 * and host there. Lines that say they are anchors and cannot be read are counted.
 */
export function readAnchors(text: string): {
  readonly anchors: readonly Anchor[];
  readonly unread: number;
} {
  const said = text.split(/\r?\n/).filter((line) => line.includes('socpf-anchor'));
  const anchors = said.flatMap((line) => {
    const found = /socpf-anchor \["([^"]+)",(\d+),"([0-9a-f]{64})","(start|hourly|issue)"\]/.exec(
      line,
    );
    const [, at = '', entries = '', head = '', why = ''] = found ?? [];
    return found ? [{ at, entries: Number(entries), head, why: why as AnchorCause }] : [];
  });
  return { anchors, unread: said.length - anchors.length };
}
