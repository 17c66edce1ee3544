import { z } from 'zod';
import { type Edition, editions } from '../host/index.ts';
import { type ShownEdition, slidePage, slidesPage } from '../pages/index.ts';
import { monthsLabel } from '../periods/index.ts';
import { problem } from '../problems/index.ts';
import { frameOf } from './frame.ts';
import { type Asked, page, type Reply, type Route, refusal, route } from './route.ts';
import { picturesOf, recordLook, slideOf } from './slide-pictures.ts';

const id = z.string().max(200);

/** Slides of a built pack as pictures: open to whom the pack itself is. */
export const pictureRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/packs/:id/slides',
    action: 'see-figures',
    words: 'see packs',
    summary: 'Every slide of a pack that was built, as pictures',
    answers: 'page',
    params: z.object({ id }),
    handler: (asked) =>
      withEdition(asked, asked.params.id, async (edition, slides) =>
        page(
          slidesPage(
            { edition: shownAs(edition), slides: slides.map(slideOf) },
            await frameOf(asked, null),
          ),
        ),
      ),
  }),
  route({
    method: 'GET',
    path: '/packs/:id/slides/:slide',
    action: 'see-figures',
    words: 'see packs',
    summary:
      'One slide large, with its speaker notes; with `.svg` after the number its picture alone',
    answers: 'page',
    params: z.object({ id, slide: z.string().regex(/^\d{1,4}(\.svg)?$/) }),
    handler: (asked) =>
      withEdition(asked, asked.params.id, async (edition, slides) => {
        const [number, ending] = asked.params.slide.split('.');
        const slide = slides.find((s) => s.number === Number(number));
        if (!slide) return notThere(asked);
        if (ending === 'svg') return { kind: 'file', type: 'image/svg+xml', bytes: slide.svg };
        const view = {
          edition: shownAs(edition),
          slide: slideOf(slide),
          slides: slides.length,
        };
        return page(slidePage(view, await frameOf(asked, null)));
      }),
  }),
];

/** The edition and its pictures, where this reader has it; the look is written down. */
async function withEdition(
  asked: Asked,
  wanted: string,
  answer: (edition: Edition, slides: Awaited<ReturnType<typeof picturesOf>>) => Promise<Reply>,
): Promise<Reply> {
  const { host, actor } = asked;
  const edition = (await editions(host)).find((e) => e.id === wanted);
  const slides = edition ? await picturesOf(host, edition) : [];
  if (!edition || slides.length === 0) return notThere(asked);
  await recordLook(host, edition.id, actor?.name ?? 'nobody');
  return answer(edition, slides);
}

const notThere = (asked: Asked): Reply => refusal(404, problem('H404', { address: asked.address }));

const shownAs = ({ id, title, period, version }: Edition): ShownEdition => ({
  id,
  name: `${title}, ${monthsLabel(period)}, ${version}`,
});
