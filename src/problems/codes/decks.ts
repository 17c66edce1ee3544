import { code } from '../code.ts';

/** D: problems of decks and templates. */
export const decksCodes = {
  D101: code<{ shape: string; of: string }>(
    'shape-missing',
    (d) => `The template has no shape named “${d.shape}” on ${d.of}.`,
    (d) =>
      `Name one shape there “${d.shape}” (Home, Arrange, Selection pane); a shape inside a group is not found.`,
  ),
  D102: code<{ shape: string; of: string }>(
    'shape-doubled',
    (d) => `Two shapes of the template are named “${d.shape}” on ${d.of}.`,
    () => 'Give one of them another name (Home, Arrange, Selection pane).',
  ),
  D103: code<{ detail: string }>(
    'not-a-deck',
    (d) => `This is not a PowerPoint deck that can be read: ${d.detail}.`,
    () => 'Save it again as .pptx.',
  ),
  D104: code<{ pattern: string }>(
    'pattern-missing',
    (d) => `The template has no pattern slide “${d.pattern}”.`,
    () => 'Take it from the shipped template, or make it again with scripts/make-template.ts.',
  ),
  D105: code<{ edition: string }>(
    'no-such-edition',
    (d) => `There is no draft or edition ${d.edition} for this.`,
    () => 'Open Packs and choose one from the list.',
  ),
  D106: code<Record<string, never>>(
    'no-recipients',
    () => 'Nobody is named to receive the pack.',
    () => 'Name the meeting or the people it goes to; the trail keeps it.',
  ),
  D107: code<{ version: string }>(
    'correction-without-note',
    (d) =>
      `This would be ${d.version}, a correction of what was issued, and says nothing of what changed.`,
    () => 'Say in a sentence what changed.',
  ),
  D108: code<{ edition: string }>(
    'edition-differs',
    (d) => `Edition ${d.edition}, written again, is not what was issued.`,
    () =>
      'The kept file or its plan was changed outside socpf; restore the editions folder from a backup.',
  ),
  D109: code<{ slide: number; title: string; words: string; marking: string }>(
    'name-in-lower-marking',
    (d) =>
      `Slide ${d.slide} (${d.title}) names “${d.words}”, and the pack is marked ${d.marking}. Nothing was written.`,
    () =>
      'Take the name out of the sentences of the theme, or build the pack of the higher marking.',
  ),
  D110: code<{ shape: string }>(
    'shape-without-place',
    (d) => `The shape “${d.shape}” of the template has no place of its own.`,
    () => 'Move it once in PowerPoint, so that its place is written down.',
  ),
  D111: code<{ template: string }>(
    'template-missing',
    (d) => `There is no template “${d.template}”.`,
    () => 'Put it into the folder templates of the framework, or name another in the pack.',
  ),
  D114: code<{ version: string; changed: number; first: string }>(
    'draft-out-of-date',
    (d) =>
      `Since ${d.version} was built, ${d.changed === 1 ? 'one of its figures or texts has' : `${d.changed} of its figures or texts have`} changed: ${d.first}${d.changed > 1 ? ' and others' : ''}. Nothing was issued.`,
    () => 'Build a new draft, look at what changed, and issue that one.',
  ),
  D112: code<{ list: string; marking: string }>(
    'register-in-lower-marking',
    (d) => `The pack is marked ${d.marking} and asks for the register “${d.list}”.`,
    () => 'Take the register out of the pack, or give the pack the marking of the framework.',
  ),
  D113: code<{ slide: string; slides: number }>(
    'no-such-slide',
    (d) =>
      `The pack has no slide “${d.slide}”; it has ${d.slides} ${d.slides === 1 ? 'slide' : 'slides'}.`,
    () => 'Name a slide by its number, or by a part of its title or of the line above it.',
  ),
  D000: code<{ detail: string }>(
    'unexpected',
    (d) => `Something went wrong that socpf did not foresee: ${d.detail}`,
    () => 'Nothing was changed. Report it with what you did just before.',
  ),
  // D2: what the audit of a deck finds, in any deck.
  D201: code<{ part: string; fault: string }>(
    'deck-unreadable',
    (d) => `${d.part} cannot be read: ${d.fault}.`,
    () => 'Open the deck in PowerPoint and save it again, or build it again.',
  ),
  D202: code<{ owner: string; target: string }>(
    'part-missing',
    (d) => `${d.owner} relates to ${d.target}, which is not in the deck.`,
    () => 'Build the deck again; PowerPoint would ask to repair it.',
  ),
  D203: code<{ part: string }>(
    'part-orphaned',
    (d) => `Nothing in the deck leads to ${d.part}: it would leave the force unseen.`,
    () => 'Build the deck again, or save it anew in PowerPoint, which drops such parts.',
  ),
  D204: code<{ part: string; found: string }>(
    'content-type-wrong',
    (d) => `${d.part} has the content type ${d.found}.`,
    () => 'Build the deck again; PowerPoint would ask to repair it.',
  ),
  D205: code<{ part: string; id: string }>(
    'relationship-unknown',
    (d) => `${d.part} uses the relationship ${d.id}, which it does not have.`,
    () => 'Build the deck again; PowerPoint would ask to repair it.',
  ),
  D206: code<{ id: string; of: string }>(
    'id-repeated',
    (d) => `The id ${d.id} stands twice among ${d.of}.`,
    () => 'Give each its own id; build the deck again.',
  ),
  D207: code<{ what: string }>(
    'leftover',
    (d) => `Left over: ${d.what}.`,
    () => 'Fill it or take it out.',
  ),
  D208: code<{ series: string; at: string; shown: string; held: string }>(
    'chart-differs-from-workbook',
    (d) => `The chart draws ${d.shown} in ${d.series}, its workbook holds ${d.held} at ${d.at}.`,
    () => 'Open the chart’s data in PowerPoint and correct it, or build the deck again.',
  ),
  D209: code<{ fault: string }>(
    'chart-workbook-unusable',
    (d) => `The chart cannot be edited: ${d.fault}.`,
    () => 'Build the deck again, so that the chart carries its own workbook.',
  ),
  D210: code<{ at: string; held: string }>(
    'workbook-holds-more',
    (d) => `The chart’s workbook holds ${d.held} at ${d.at}, which the chart does not show.`,
    () => 'Take it out of the workbook: it would leave the force with the deck.',
  ),
  D211: code<Record<string, never>>(
    'marking-missing',
    () => 'The slide carries no protective marking at its top and bottom.',
    () => 'Use a layout that carries the marking.',
  ),
  D212: code<Record<string, never>>(
    'alternative-text-missing',
    () => 'It has no alternative text.',
    () => 'Say in a sentence what it shows, or mark it as decorative.',
  ),
  D213: code<Record<string, never>>(
    'notes-missing',
    () => 'The slide has no speaker notes.',
    () => 'Write the verbal update into its notes.',
  ),
  D214: code<{ text: string; needs: string; has: string }>(
    'text-does-not-fit',
    (d) => `“${d.text}” needs ${d.needs} and has ${d.has}.`,
    () => 'Shorten it, or give it more room.',
  ),
  D215: code<{ size: string; text: string }>(
    'text-too-small',
    (d) => `“${d.text}” is set in ${d.size} pt; nothing may be under 11 pt.`,
    () => 'Set it in 11 pt or more.',
  ),
  D216: code<{ part: string; fault: string }>(
    'part-not-valid',
    (d) => `${d.part} does not follow ISO/IEC 29500: ${d.fault}`,
    () => 'Build the deck again; PowerPoint might ask to repair it.',
  ),
  D217: code<{ fault: string }>(
    'schemas-not-usable',
    (d) => `The parts were not checked against ISO/IEC 29500: ${d.fault}.`,
    () =>
      'Name a folder with the schemas (pml.xsd, dml-chart.xsd, sml.xsd) and install xmllint-wasm.',
  ),
  D218: code<{ at: string }>(
    'empty-value',
    (d) => `There is an empty value at ${d.at}; a missing point must be left out.`,
    () => 'Build the deck again: an empty value may be drawn as zero.',
  ),
  D219: code<Record<string, never>>(
    'shape-off-slide',
    () => 'It stands partly outside the slide.',
    () => 'Move it inside.',
  ),
  D220: code<{ part: string; what: string }>(
    'workbook-carries-more',
    (d) => `${d.part} carries ${d.what}.`,
    () => 'Take it out of the chart’s data: it would leave the force with the deck.',
  ),
  D221: code<{ top: string; bottom: string }>(
    'markings-differ',
    (d) => `The slide is marked ${d.top} at its top and ${d.bottom} at its bottom.`,
    () => 'Mark it the same at both ends.',
  ),
  D222: code<{ notes: string }>(
    'notes-of-another-slide',
    (d) => `Its notes, ${d.notes}, name another slide as theirs.`,
    () => 'Build the deck again; PowerPoint would show the wrong notes.',
  ),
} as const;
