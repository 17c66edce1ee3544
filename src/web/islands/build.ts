/** A pack takes seconds: the form says so and is sent once. */
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-island="build"]'))
  form.addEventListener('submit', () => {
    const line = form.querySelector('.progress-line');
    if (line) line.textContent = 'Calculating the figures, drawing and checking the slides…';
    form.querySelector('button[type="submit"]')?.setAttribute('disabled', '');
  });
