/** What is true in the sample's invented world, whatever file tells of it. */
export const firstMonth = '2022-04';
export const lastMonth = '2026-01';
/** Crimes of the year before feed the outcomes of the first months, so that those do not start from none. */
export const warmUp = '2021-04';
export const reportingDay = '2026-02-10';

/** What is planted, so that a test can ask whether it is found. */
export const planted = {
  /** Business burglary falls by 38 % from July 2025: a force-level improvement. */
  businessBurglaryFalls: { from: '2025-07', classes: ['30C', '30D', '31A'], factor: 0.62 },
  /** Plant and agricultural machinery theft nearly doubles from August 2025: a force-level worsening. */
  plantTheftRises: { from: '2025-08', factor: 2.4 },
  /** Theft from vehicles rises in one local policing area while others fall as much: the force total stays flat. */
  hiddenRise: { from: '2025-09', class: '45', district: 'E07000193', factor: 2.1 },
  /** A site and an operation after which crime falls where they were; the other site and the other operation change nothing. */
  actions: [
    { site: 'SYN-CHB-1', from: '2024-01', class: '28E', district: 'E07000199', factor: 0.6 },
    {
      site: 'SYN-OP-1',
      from: '2024-06',
      class: '28E',
      district: 'E07000198',
      factor: 0.6,
    },
  ],
  /** From this day minor disruptions are recorded that were not before: recording, not activity. */
  recordingDrive: { from: '2025-07-01', factor: 1.7 },
  /** From April 2025 the return holds one in five of the safeguarding referrals, while the theme stays assessed as high threat. */
  quietTheme: { theme: 'safeguarding', from: '2025-04', keeps: 0.2 },
  /** A tier 1 group on the list since April 2023 that no disruption ever names. */
  untouchedGroup: { urn: 'SYN-OCG-051', from: '2023-04', score: 82 },
  /** November 2025 as first supplied held so many more offences of a class, which the next file cancels. */
  restatedMonth: { month: '2025-11', class: '48', cancelled: 0.16 },
  /** The file with three bad cells, refused; a corrected one follows two days later under its own name. */
  refusedFile: 'APMIS_Disruptions_20260204.xlsx',
  /** Due on the fifth working day of February; not there on the reporting day. */
  lateSource: 'bo-outcome',
} as const;

/** The ten local policing areas with the code the crime system prints, by district (domain.md 6.1). */
export const policingAreas: readonly (readonly [code: string, title: string, district: string])[] =
  [
    ['HAN', 'Hanley', 'E06000021'],
    ['LON', 'Longton', 'E06000021'],
    ['CAN', 'Cannock', 'E07000192'],
    ['BUR', 'Burton', 'E07000193'],
    ['LIC', 'Lichfield', 'E07000194'],
    ['NEW', 'Newcastle', 'E07000195'],
    ['COD', 'Codsall', 'E07000196'],
    ['STA', 'Stafford', 'E07000197'],
    ['LEE', 'Leek', 'E07000198'],
    ['TAM', 'Tamworth', 'E07000199'],
  ];
