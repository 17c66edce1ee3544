export {
  type Account,
  type Accounts,
  oneTimePassword,
  openAccounts,
  type Session,
} from './accounts.ts';
export { grantOpen, grantRows, type Log, type Look } from './grant.ts';
export { type Action, type Actor, may, type Role, roles, type Thing, whoMay } from './may.ts';
export { reasonMissing } from './reason.ts';
export { datasetsOf, measureThing, type Sight, sightOf, themeThing } from './sight.ts';
