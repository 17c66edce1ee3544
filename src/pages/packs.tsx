import { countWord, instantLabel } from '../wording/index.ts';
import { type Choice, type ChoiceGroup, Options } from './context-bar.tsx';
import { type Frame, page } from './layout.tsx';
import { Pill, type PillState, Scroll, Section, Title } from './parts.tsx';
import { type PackSlide, SlidePictures } from './slide-pictures.tsx';

export interface PacksView {
  readonly packs: readonly {
    readonly id: string;
    readonly title: string;
    readonly meeting: string;
  }[];
  readonly periods: readonly Choice[];
  readonly areas: readonly ChoiceGroup[];
  readonly editions: readonly Edition[];
  readonly latest: Draft | null;
  /** Sources that are late or missing now: named before a pack is built without them. */
  readonly waiting: readonly string[];
  /** A build that waits for them, as asked. */
  readonly waited: boolean;
  readonly canBuild: boolean;
  readonly canIssue: boolean;
  readonly built: string | null;
}

export interface Edition {
  readonly id: string;
  readonly title: string;
  /** The area below the force that it is of; null for the force. */
  readonly area: string | null;
  readonly period: string;
  readonly version: string;
  readonly status: 'draft' | 'issued' | 'superseded';
  /** When it was built or issued, and by whom. */
  readonly builtAt: string;
  readonly by: string;
  readonly recipients: string;
  /** What changed since the edition that it corrects; empty where it corrects none. */
  readonly note: string;
  /** Whole figures that are others now than it prints; null where that was not looked at. */
  readonly moved: number | null;
}

export interface Draft extends Edition {
  readonly size: string;
  readonly slides: readonly PackSlide[];
  readonly checks: readonly {
    readonly name: string;
    readonly words: string;
    readonly state: PillState;
    readonly verdict: string;
  }[];
}

/** Build a pack, check the latest draft, find those built before. */
export function packsPage(view: PacksView, frame: Frame): string {
  const ofForce = view.editions.filter((e) => e.area === null);
  const areas = [...new Set(view.editions.flatMap((e) => e.area ?? []))].sort();
  return page(frame, {
    current: '/packs',
    title: 'Packs',
    islands: ['build'],
    children: (
      <>
        <Title kicker="Packs" title={titleOf(view)} />
        <div class="pack-columns">
          {view.canBuild ? (
            <Build view={view} csrf={frame.csrf} />
          ) : (
            <p class="empty-box">
              You can download packs. Analysts and theme leads can build them.
            </p>
          )}
          {view.latest ? (
            <Latest draft={view.latest} view={view} csrf={frame.csrf} />
          ) : (
            <Section title="Latest draft">
              <p class="empty-box">
                {view.canBuild
                  ? 'No pack has been built yet. Build the first one.'
                  : 'There is no pack for you yet.'}
              </p>
            </Section>
          )}
        </div>
        <Section
          title="Editions"
          note={
            <>
              Every look and download is recorded ·{' '}
              <a href="/feedback">Say what you think of an edition</a>
            </>
          }
        >
          {ofForce.length === 0 ? (
            <p class="empty-box">
              {view.canBuild
                ? 'No pack of the whole force has been built yet.'
                : 'There is no pack for you yet.'}
            </p>
          ) : (
            <Editions editions={ofForce} of={null} />
          )}
        </Section>
        {areas.map((area) => (
          <Section key={area} title={`Editions of ${area}`}>
            <Editions editions={view.editions.filter((e) => e.area === area)} of={area} />
          </Section>
        ))}
      </>
    ),
  });
}

function titleOf(view: PacksView): string {
  if (view.waited)
    return `No pack was built: ${countWord(view.waiting.length, 'source')} ${view.waiting.length === 1 ? 'is' : 'are'} not complete`;
  if (view.built) return `${view.built} is ready to check`;
  const { latest } = view;
  if (!latest) return view.canBuild ? 'No pack has been built yet' : 'There is no pack for you yet';
  const name = `${latest.title} for ${latest.period}`;
  return latest.status === 'draft'
    ? `${name} is a draft`
    : `${name} is issued as ${latest.version}`;
}

function Build({ view, csrf }: { view: PacksView; csrf: string }) {
  return (
    <Section title="Build a pack">
      <form method="post" action="/packs" class="build" data-island="build">
        <input type="hidden" name="_csrf" value={csrf} />
        <label class="field">
          <span>Pack</span>
          <select name="pack">
            {view.packs.map((pack) => (
              <option key={pack.id} value={pack.id}>{`${pack.title}, for ${pack.meeting}`}</option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>Period</span>
          <select name="period">
            <Options
              groups={[
                {
                  label: '',
                  choices: [
                    { value: '', label: 'The last whole period of the pack' },
                    ...view.periods,
                  ],
                },
              ]}
              value=""
            />
          </select>
        </label>
        <label class="field">
          <span>Area</span>
          <select name="area">
            <Options groups={view.areas} value="" />
          </select>
        </label>
        <fieldset>
          <legend>Late and missing sources</legend>
          <label class="radio">
            <input type="radio" name="late" value="build" checked={!view.waited} />
            <span>Build now and say on the slides what is missing</span>
          </label>
          <label class="radio">
            <input type="radio" name="late" value="wait" checked={view.waited} />
            <span>Wait until every source is complete</span>
          </label>
          <p class="note">
            {view.waiting.length === 0
              ? 'Every source is complete.'
              : `Not complete now: ${view.waiting.join(', ')}.`}
          </p>
        </fieldset>
        <button type="submit" class="primary">
          Build pack
        </button>
        <p class="progress-line" role="status" aria-live="polite" />
      </form>
    </Section>
  );
}

/** Freezes a draft as v1.0, or corrects what was issued and says what changed. */
function Issue({ draft, again, csrf }: { draft: Draft; again: boolean; csrf: string }) {
  return (
    <form method="post" action={`/packs/${draft.id}/issue`} class="build issue">
      <h3>{again ? 'Issue a correction' : 'Issue this draft'}</h3>
      <input type="hidden" name="_csrf" value={csrf} />
      <label class="field">
        <span>Who receives it</span>
        <input type="text" name="recipients" required maxLength={500} />
      </label>
      {again && (
        <label class="field">
          <span>What changed since it was issued</span>
          <input type="text" name="note" required maxLength={500} />
        </label>
      )}
      <p class="note">
        Figures, words and what was known are frozen. The disclosure is written to the trail.
      </p>
      <button type="submit" class="primary">
        {again ? 'Issue the correction' : 'Issue this draft'}
      </button>
    </form>
  );
}

function Latest({ draft, view, csrf }: { draft: Draft; view: PacksView; csrf: string }) {
  const again = view.editions.some(
    (e) => e.status !== 'draft' && e.title === draft.title && e.period === draft.period,
  );
  return (
    <Section
      title={`${draft.title}, ${draft.version}`}
      note={`${countWord(draft.slides.length, 'slide')}, ${draft.size}`}
    >
      <p class="note">{`${draft.period}. Built ${instantLabel(draft.builtAt)} by ${draft.by}.`}</p>
      <SlidePictures edition={draft.id} slides={draft.slides} />
      <p class="actions">
        <a class="button primary" href={`/packs/${draft.id}.pptx`}>
          Download PowerPoint
        </a>
        <a class="button" href={`/packs/${draft.id}/slides`}>
          See every slide
        </a>
      </p>
      <h3 class="checks-head">Checked before release</h3>
      <Scroll name="Checks of the pack">
        <table class="dense">
          <caption class="sr">Checks of the latest draft</caption>
          <thead>
            <tr>
              <th scope="col">Check</th>
              <th scope="col">What was found</th>
              <th scope="col">Result</th>
            </tr>
          </thead>
          <tbody>
            {draft.checks.map((check) => (
              <tr key={check.name}>
                <th scope="row">{check.name}</th>
                <td>{check.words}</td>
                <td>
                  <Pill state={check.state}>{check.verdict}</Pill>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {view.canIssue && draft.status === 'draft' && (
        <Issue draft={draft} again={again} csrf={csrf} />
      )}
    </Section>
  );
}

const stateWords = { draft: 'Draft', issued: 'Issued', superseded: 'Corrected since' } as const;

/** What it corrected when it was issued, and what has been restated since. */
function changedWords({ status, note, moved }: Edition) {
  const words = [
    note,
    moved === null ? '' : moved === 0 ? 'No figure moved since' : '',
    status === 'superseded' ? 'A later version corrects it' : '',
  ].filter(Boolean);
  return (
    <>
      {words.join('. ')}
      {moved !== null && moved > 0 && (
        <>
          {words.length > 0 && '. '}
          <a href="/findings#restated">{`${countWord(moved, 'figure')} moved since`}</a>
        </>
      )}
      {words.length === 0 && !moved && 'not applicable'}
    </>
  );
}

function Editions({ editions, of }: { editions: readonly Edition[]; of: string | null }) {
  return (
    <Scroll name={of === null ? 'Editions' : `Editions of ${of}`}>
      <table>
        <caption class="sr">{`Packs that were built${of === null ? '' : ` of ${of}`}, newest first`}</caption>
        <thead>
          <tr>
            <th scope="col">Pack</th>
            <th scope="col">Period</th>
            <th scope="col">Version</th>
            <th scope="col">State</th>
            <th scope="col">When</th>
            <th scope="col">By</th>
            <th scope="col">For</th>
            <th scope="col">What changed</th>
            <th scope="col">Slides</th>
            <th scope="col">Download</th>
          </tr>
        </thead>
        <tbody>
          {editions.map((edition) => (
            <tr key={edition.id}>
              <th scope="row">{edition.title}</th>
              <td>{edition.period}</td>
              <td>{edition.version}</td>
              <td>
                <Pill state={edition.status === 'issued' ? 'complete' : 'neutral'}>
                  {stateWords[edition.status]}
                </Pill>
              </td>
              <td>{instantLabel(edition.builtAt, 'short')}</td>
              <td>{edition.by}</td>
              <td>{edition.recipients || 'not issued'}</td>
              <td>{changedWords(edition)}</td>
              <td>
                <EditionLink
                  edition={edition}
                  href={`/packs/${edition.id}/slides`}
                  words="Pictures"
                />
              </td>
              <td>
                <EditionLink
                  edition={edition}
                  href={`/packs/${edition.id}.pptx`}
                  words="PowerPoint"
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** A link of a row says to a screen reader which edition it is of. */
function EditionLink({
  edition: { title, period, version },
  href,
  words,
}: {
  edition: Edition;
  href: string;
  words: string;
}) {
  return (
    <a href={href}>
      {words}
      <span class="sr">{` of ${title}, ${period}, ${version}`}</span>
    </a>
  );
}
