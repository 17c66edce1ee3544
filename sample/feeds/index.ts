import type { Crime } from '../crime.ts';
import { ballisticFiles } from './ballistics.ts';
import type { FeedFile } from './feed.ts';
import { fraudDashboardFiles, fraudInternalFiles } from './fraud.ts';
import { investigationFiles } from './investigations.ts';
import { lineFiles } from './lines.ts';
import { courtFiles, recoveryFiles } from './money.ts';
import { nominalFiles, nominalsOf } from './nominals.ts';
import { partnerFiles, recommendationFiles } from './partners.ts';
import { preventionFiles, safeguardingFiles, siteFiles } from './people.ts';
import { recordedFiles } from './recorded.ts';
import { regionalFiles } from './regional.ts';
import { searchFiles, seizureFiles } from './searches.ts';
import { trackerFiles } from './tracker.ts';
import { licensedFiles, matchFiles, vehicleReturnFiles } from './vehicles.ts';
import { bulletinFiles, narrativeFiles, packTableFiles } from './words.ts';

/** Every feed but the four of the crime system and the two APMIS lists that `generate` writes itself. */
const feeds: readonly ((seed: string, from: string) => FeedFile[])[] = [
  lineFiles,
  nominalFiles,
  investigationFiles,
  trackerFiles,
  ballisticFiles,
  regionalFiles,
  fraudDashboardFiles,
  fraudInternalFiles,
  searchFiles,
  seizureFiles,
  recoveryFiles,
  courtFiles,
  safeguardingFiles,
  preventionFiles,
  siteFiles,
  partnerFiles,
  recommendationFiles,
  packTableFiles,
  bulletinFiles,
  narrativeFiles,
];

/** All files of the feeds from a month on, in the order of the feeds; some name crimes of the crime system. */
export const feedFiles = (
  seed: string,
  from: string,
  crimes: ReadonlyMap<string, readonly Crime[]>,
  published: string,
): FeedFile[] => [
  ...feeds.flatMap((feed) => feed(seed, from)),
  ...vehicleReturnFiles(seed, from, crimes),
  ...matchFiles(seed, from, crimes, nominalsOf(seed)),
  ...recordedFiles(seed, from, crimes),
  ...licensedFiles(seed, published),
];
