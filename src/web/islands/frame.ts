/** What every page has: the menu of a phone, the context bar, printing, and panels that open. */
for (const [button, what] of [
  ['.menu-button', '#menu'],
  ['.more-choices', '.context form'],
] as const)
  document.querySelector(button)?.addEventListener('click', (event) => {
    const open = document.querySelector(what)?.classList.toggle('open') ?? false;
    (event.currentTarget as Element).setAttribute('aria-expanded', String(open));
  });

document.querySelector('.print-button')?.addEventListener('click', () => print());

/** A choice made by pointer shows at once; from the keyboard it waits for the button, so that no arrow key leaves the page. */
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-island="context"]')) {
  let byKeyboard = false;
  form.addEventListener('keydown', () => {
    byKeyboard = true;
  });
  form.addEventListener('pointerdown', () => {
    byKeyboard = false;
  });
  form.addEventListener('change', (event) => {
    if (event.target instanceof HTMLSelectElement && !byKeyboard) form.requestSubmit();
  });
  form.addEventListener('formdata', (event) => {
    // Empty choices stay out of the address, so that a link is short and is the view.
    for (const [name, value] of [...event.formData]) if (value === '') event.formData.delete(name);
  });
}

const panels = document.querySelectorAll<HTMLDetailsElement>('details[data-island="disclosure"]');
document.addEventListener('click', (event) => {
  for (const panel of panels)
    if (panel.open && !panel.contains(event.target as Node)) panel.open = false;
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const panel of panels)
    if (panel.open) {
      panel.open = false;
      panel.querySelector('summary')?.focus();
    }
});
