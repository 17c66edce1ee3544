/** Show and hide what is typed. */
for (const input of document.querySelectorAll<HTMLInputElement>('input[data-island="password"]')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Show';
  button.addEventListener('click', () => {
    const shown = input.type === 'text';
    input.type = shown ? 'password' : 'text';
    button.textContent = shown ? 'Show' : 'Hide';
  });
  input.after(button);
}
