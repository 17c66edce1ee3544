export { areaAbove, areasUnder, findArea, visitedIn } from './areas.ts';
export type * from './definitions.ts';
export { movements } from './definitions.ts';
export { loadFramework } from './load.ts';
export { opensRecords, valuesOf } from './reads.ts';
export { roleTitle } from './role.ts';
export { completeIn } from './source.ts';
export { themesOf } from './themes.ts';
export { descendants, expand, foldName, hashOf } from './vocabulary.ts';
