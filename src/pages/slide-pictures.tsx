import { countWord } from '../wording/index.ts';
import { type Frame, page } from './layout.tsx';
import { Section, Title } from './parts.tsx';

/** A slide of an edition: its picture stands at its own address. */
export interface PackSlide {
  /** In the deck, from 1. */
  readonly number: number;
  readonly title: string;
  /** What its speaker notes say first: the finding in words. */
  readonly says: readonly string[];
  /** For who asks. */
  readonly ifAsked: readonly string[];
}

/** An edition as its slides are shown under. */
export interface ShownEdition {
  readonly id: string;
  /** “SOC performance, October to December 2025, v0.2”. */
  readonly name: string;
}

/** Slides that stand on the page of packs at once; the rest unfold. */
const first = 6;

const address = (edition: string, slide: number, ending = ''): string =>
  `/packs/${edition}/slides/${slide}${ending}`;

/** A slide in words: its title, then what it finds. */
const inWords = ({ number, title, says }: PackSlide): string =>
  [`Slide ${number}. ${title}.`, ...says.filter((s) => s !== `${title}.`)].join(' ');

/** The first slides of an edition as pictures, and the others where they are asked for. */
export function SlidePictures({
  edition,
  slides,
}: {
  edition: string;
  slides: readonly PackSlide[];
}) {
  const rest = slides.slice(first);
  return (
    <div class="slides">
      <Pictures edition={edition} slides={slides.slice(0, first)} />
      {rest.length > 0 && (
        <details>
          <summary>{`${countWord(rest.length, 'more slide')}`}</summary>
          <Pictures edition={edition} slides={rest} />
        </details>
      )}
    </div>
  );
}

function Pictures({ edition, slides }: { edition: string; slides: readonly PackSlide[] }) {
  return (
    <ol class="slide-pictures">
      {slides.map((slide) => (
        <li key={slide.number}>
          <a class="slide-picture" href={address(edition, slide.number)}>
            <img
              src={address(edition, slide.number, '.svg')}
              alt={inWords(slide)}
              width="960"
              height="540"
              loading="lazy"
            />
          </a>
          <p>
            <span>{`Slide ${slide.number}. ${slide.title}`}</span>{' '}
            <a href={`/packs/${edition}.pptx?slide=${slide.number}`}>
              this slide alone<span class="sr">: {slide.title}</span>
            </a>
          </p>
        </li>
      ))}
    </ol>
  );
}

/** Every slide of one edition. */
export function slidesPage(
  view: { readonly edition: ShownEdition; readonly slides: readonly PackSlide[] },
  frame: Frame,
): string {
  const { edition, slides } = view;
  return page(frame, {
    current: '/packs',
    title: `Slides of ${edition.name}`,
    children: (
      <>
        <Title
          kicker={<a href="/packs">Packs</a>}
          title={`${edition.name}: ${countWord(slides.length, 'slide')}`}
        />
        <Pictures edition={edition.id} slides={slides} />
      </>
    ),
  });
}

/** One slide large, with what is said to it. */
export function slidePage(
  view: { readonly edition: ShownEdition; readonly slide: PackSlide; readonly slides: number },
  frame: Frame,
): string {
  const { edition, slide, slides } = view;
  return page(frame, {
    current: '/packs',
    title: `Slide ${slide.number} of ${edition.name}`,
    children: (
      <>
        <Title
          kicker={
            <>
              <a href="/packs">Packs</a> ·{' '}
              <a href={`/packs/${edition.id}/slides`}>{edition.name}</a>
            </>
          }
          title={`Slide ${slide.number} of ${slides}: ${slide.title}`}
        />
        <nav class="slide-steps" aria-label="Slides">
          <Step edition={edition.id} to={slide.number - 1} last={slides} words="Previous slide" />
          <Step edition={edition.id} to={slide.number + 1} last={slides} words="Next slide" />
          <a href={`/packs/${edition.id}.pptx?slide=${slide.number}`}>Download this slide alone</a>
        </nav>
        <figure class="slide-large">
          <img
            src={address(edition.id, slide.number, '.svg')}
            alt={inWords(slide)}
            width="960"
            height="540"
          />
        </figure>
        <Section title="Speaker notes" note="As they lie in the file">
          {slide.says.map((line) => (
            <p key={line}>{line}</p>
          ))}
          {slide.ifAsked.length > 0 && (
            <>
              <h3>If asked</h3>
              <ul>
                {slide.ifAsked.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </>
          )}
        </Section>
      </>
    ),
  });
}

/** A link to a slide, or its words where there is none, so that nothing moves. */
function Step(step: { edition: string; to: number; last: number; words: string }) {
  return step.to >= 1 && step.to <= step.last ? (
    <a class="button" href={address(step.edition, step.to)}>
      {step.words}
    </a>
  ) : (
    <span class="button off" aria-hidden="true">
      {step.words}
    </span>
  );
}
