/** The choices of a page that shows figures. */
export interface Context {
  readonly period: string;
  readonly periods: readonly Choice[];
  readonly against: string;
  readonly comparators: readonly Choice[];
  readonly area: string;
  readonly areas: readonly ChoiceGroup[];
  readonly asAt: string;
  /** The days on which something arrived, newest first: only there can a figure differ. */
  readonly asAts: readonly Choice[];
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Choices under a heading; none when `label` is empty. */
export interface ChoiceGroup {
  readonly label: string;
  readonly choices: readonly Choice[];
}

export interface Download {
  readonly label: string;
  readonly href: string;
}

/**
 * The only place where period, comparator, area and as-known date are set; it writes them to the
 * address. A plain form, so it works without script.
 */
export function ContextBar({
  context,
  path,
  keep,
  downloads,
}: {
  context: Context;
  path: string;
  keep: Readonly<Record<string, string>>;
  downloads: readonly Download[];
}) {
  return (
    <section class="context" aria-label="What is shown">
      <div class="wrap">
        <form method="get" action={path.split('?')[0] ?? '/'} data-island="context">
          {Object.entries(keep).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Select
            name="period"
            label="Period"
            value={context.period}
            groups={flat(context.periods)}
          />
          <button class="more-choices" type="button" aria-expanded="false">
            More choices
          </button>
          <Select
            name="against"
            label="Compare with"
            value={context.against}
            groups={flat(context.comparators)}
            later
          />
          <Select name="area" label="Area" value={context.area} groups={context.areas} later />
          <Select
            name="as-at"
            label="As known on"
            value={context.asAt}
            groups={flat(context.asAts)}
            later
          />
          <button type="submit" class="show">
            Show
          </button>
        </form>
        <div class="take-away">
          {downloads.length > 0 && (
            <details data-island="disclosure">
              <summary class="button">Download</summary>
              <ul class="panel">
                {downloads.map(({ label, href }) => (
                  <li key={href}>
                    <a href={href}>{label}</a>
                  </li>
                ))}
              </ul>
            </details>
          )}
          <button type="button" class="print-button">
            Print
          </button>
        </div>
      </div>
    </section>
  );
}

const flat = (choices: readonly Choice[]): readonly ChoiceGroup[] => [{ label: '', choices }];

/** A select with its label; grouped where groups are named. */
export function Select({
  name,
  label,
  value,
  groups,
  later = false,
}: {
  name: string;
  label: string;
  value: string;
  groups: readonly ChoiceGroup[];
  /** Folded away on a phone until asked for. */
  later?: boolean;
}) {
  return (
    <label class={later ? 'choice later' : 'choice'}>
      <span>{label}</span>
      <select name={name}>
        <Options groups={groups} value={value} />
      </select>
    </label>
  );
}

/** What a list offers, in its groups. */
export function Options({ groups, value }: { groups: readonly ChoiceGroup[]; value: string }) {
  return (
    <>
      {groups.map((group) =>
        group.label === '' ? (
          group.choices.map((choice) => <Option key={choice.value} {...choice} of={value} />)
        ) : (
          <optgroup key={group.label} label={group.label}>
            {group.choices.map((choice) => (
              <Option key={choice.value} {...choice} of={value} />
            ))}
          </optgroup>
        ),
      )}
    </>
  );
}

function Option({ value, label, of }: Choice & { of: string }) {
  return (
    <option value={value} selected={value === of}>
      {label}
    </option>
  );
}
