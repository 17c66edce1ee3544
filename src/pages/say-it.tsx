import { Field } from './decide-form.tsx';

/** Useful or not, and why: two buttons, words as one likes. */
export function SayIt() {
  return (
    <>
      <Field label="What helped, or what was missing (as you like)">
        <input type="text" name="text" maxLength={500} />
      </Field>
      <p class="actions">
        <button type="submit" name="useful" value="yes">
          Useful
        </button>
        <button type="submit" name="useful" value="no">
          Not useful
        </button>
      </p>
    </>
  );
}
