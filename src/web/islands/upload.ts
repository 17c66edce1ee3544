/** Dropping is one way; choosing a file does the same. The page comes back with the results. */
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-island="upload"]')) {
  const input = form.querySelector<HTMLInputElement>('input[type="file"]');
  const line = form.querySelector('.progress-line');
  const send = () => {
    const files = input?.files;
    if (!files || files.length === 0) return;
    if (line)
      line.textContent = `Checking ${files.length === 1 ? (files[0]?.name ?? 'the file') : `${files.length} files`}…`;
    form.requestSubmit();
  };
  input?.addEventListener('change', send);
  for (const name of ['dragover', 'dragenter'])
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add('over');
    });
  form.addEventListener('dragleave', () => form.classList.remove('over'));
  form.addEventListener('drop', (event) => {
    event.preventDefault();
    form.classList.remove('over');
    if (input && event.dataTransfer && event.dataTransfer.files.length > 0) {
      input.files = event.dataTransfer.files;
      send();
    }
  });
}
// A refusal takes the focus: it is what the reader must see first.
document.querySelector<HTMLElement>('[data-results] .result-refused h3')?.focus();
