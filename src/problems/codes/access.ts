import { code } from '../code.ts';
import { counted } from './counted.ts';

/** A: problems of access. */
export const accessCodes = {
  A101: code<Record<string, never>>(
    'not-signed-in',
    () => 'You are not signed in.',
    () => 'Sign in, then open the page again.',
  ),
  A102: code<{ action: string; who: string }>(
    'not-allowed',
    (d) => `You cannot ${d.action}.`,
    (d) => `${d.who} can. Ask for access if your work needs it.`,
  ),
  A103: code<Record<string, never>>(
    'wrong-sign-in',
    () => 'User name or password is not right.',
    () => 'Try again; after five tries wait a minute.',
  ),
  A104: code<{ name: string }>(
    'account-exists',
    (d) => `There is an account “${d.name}” already.`,
    () => 'Choose another name.',
  ),
  A105: code<Record<string, never>>(
    'password-too-short',
    () => 'The password has fewer than 12 characters.',
    () => 'Use at least 12; three words will do.',
  ),
  A106: code<Record<string, never>>(
    'form-expired',
    () => 'The form was not from this session, or it is too old.',
    () => 'Open the page again and repeat what you did.',
  ),
  A107: code<{ entries: number; first: number; why: string }>(
    'trail-broken',
    (d) =>
      `The trail is broken at ${counted(d.entries, 'place')}, first at entry ${d.first}: ${d.why}.`,
    () => 'Keep the home as it is and tell the information security officer.',
  ),
  A108: code<Record<string, never>>(
    'too-many-tries',
    () => 'There were too many tries from here.',
    () => 'Wait a minute, then try again.',
  ),
  A109: code<{ detail: string }>(
    'request-not-understood',
    (d) => `The request was not understood: ${d.detail}.`,
    () => 'Go back and choose again; /api/openapi.json says what each address takes.',
  ),
  A110: code<Record<string, never>>(
    'link-used',
    () => 'This sign-in link was used already, or is older than 15 minutes.',
    () => 'Start socpf again for a new one.',
  ),
  A111: code<{ column: string; measure: string }>(
    'split-by-record',
    (d) => `“${d.measure}” is not split by ${d.column}: that would list its rows one by one.`,
    () => 'Open the rows behind the figure, for which leave is asked and written to the trail.',
  ),
  A112: code<{ name: string }>(
    'last-administrator',
    (d) => `“${d.name}” is the last administrator who can sign in.`,
    () => 'Give the role of administrator to another account first.',
  ),
  A113: code<Record<string, never>>(
    'no-role',
    () => 'An account without a role can see nothing.',
    () => 'Choose a role, or close the account.',
  ),
  A114: code<Record<string, never>>(
    'lead-without-theme',
    () => 'A theme lead leads at least one theme.',
    () => 'Choose the themes too.',
  ),
  A115: code<{ name: string }>(
    'account-name',
    (d) => `“${d.name.slice(0, 80)}” cannot be the name of an account.`,
    () => 'Use up to 80 letters, digits, spaces and . _ @ - signs, a letter or digit first.',
  ),
  A116: code<Record<string, never>>(
    'password-before-wrong',
    () => 'The password you have now is not right.',
    () => 'Type the one you signed in with.',
  ),
  A117: code<Record<string, never>>(
    'password-same',
    () => 'The new password is the old one.',
    () => 'Choose another that nobody else knows.',
  ),
  A118: code<Record<string, never>>(
    'password-not-own',
    () => 'The password of this account was given by another person.',
    () => 'Choose one of your own at /password; then go on.',
  ),
  A119: code<Record<string, never>>(
    'passwords-differ',
    () => 'The two new passwords are not the same.',
    () => 'Type the new password twice.',
  ),
  A120: code<{ file: string; lines: number }>(
    'anchor-unreadable',
    (d) =>
      `${d.file} has ${d.lines} ${d.lines === 1 ? 'line' : 'lines'} that anchor the trail and cannot be read.`,
    () => 'Use the copy as it was written; a line that was cut proves nothing.',
  ),
  A122: code<{ action: string }>(
    'reason-asked',
    (d) => `This force asks you to say why you ${d.action}.`,
    () =>
      'Say it in a few words: in the field of the page, as reason= in the address, or with --reason. The trail keeps it.',
  ),
  A123: code<{ what: string; measure: string }>(
    'open-to-named-roles',
    (d) => `“${d.measure}” does not show ${d.what}: that is open to named roles alone.`,
    () => 'Choose another column, or ask for access if your work needs it.',
  ),
  A121: code<{ file: string }>(
    'no-anchor',
    (d) => `${d.file} holds no head of a trail.`,
    () =>
      'Give the file that socpf start --anchor names, an export of the system log, or an issued pack.',
  ),
} as const;
