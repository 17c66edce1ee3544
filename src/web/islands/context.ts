/** The context bar shows its choice at once; without script its button does the same. */
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-island="context"]')) {
  form.addEventListener('change', (event) => {
    if (event.target instanceof HTMLSelectElement) form.requestSubmit();
  });
  form.addEventListener('formdata', (event) => {
    // Empty choices stay out of the address, so that a link is short and is the view.
    for (const [name, value] of [...event.formData]) if (value === '') event.formData.delete(name);
  });
}
