import { accessSync, constants, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where Chromium is (CHROMIUM, or where Debian puts it); null where there is none. In CI there must be one. */
export function findBrowser(): string | null {
  const wanted = process.env['CHROMIUM'];
  const path = (wanted ? [wanted] : PLACES).find(runs) ?? null;
  if (path === null && process.env['CI'] === 'true') {
    throw new Error('No Chromium: .ci/run installs it (apt-get install chromium); or set CHROMIUM to its path.');
  }
  return path;
}

/** Headless Chromium, for pages of ours alone: so without its sandbox, which root cannot have. */
export function startBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--disable-gpu', '--disable-dev-shm-usage'] });
}

/** The program of axe, to be put into a page. */
export const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What of a window is asked for below; there are no DOM types in a service. */
interface Shown {
  axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
  document: { documentElement: { scrollWidth: number }; querySelector(selector: string): object };
  getComputedStyle(element: object): { maxWidth: string };
}

/** What axe finds in a page that has it, how wide the page is, and whether its style holds. */
export function lookAt(page: Page): Promise<{ violations: string[]; width: number; styled: string }> {
  return page.evaluate(async () => {
    const { axe, document, getComputedStyle } = globalThis as unknown as Shown;
    const { violations } = await axe.run();
    return {
      violations: violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html ?? ''}`),
      width: document.documentElement.scrollWidth,
      styled: getComputedStyle(document.querySelector('main')).maxWidth,
    };
  });
}
