// One served sample and one browser for all that is asked of pages: the suites stand in files of their own.
import './walk-of-pages.ts';
import './figures-on-pages.ts';
import './a-quarter.ts';
