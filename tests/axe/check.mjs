// Opens web pages in Chromium, narrow and wide, and says what axe-core finds; and what axe does not look at: requests to elsewhere,
// links within the page that lead nowhere, and a page that must be moved sideways.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(process.env.PLANWRIGHT_AXE_MODULES + '/');
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// WCAG 1.4.10: nothing has to be moved in two directions at a width of 320 points.
const WIDTHS = [320, 1280];

const browser = await chromium.launch({
  executablePath: process.env.PLANWRIGHT_CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
let faults = 0;
const fault = (file, width, text) => {
  faults += 1;
  console.log(`${file} at ${width}: ${text}`);
};

for (const file of process.argv.slice(2)) {
  for (const width of WIDTHS) {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    page.on('request', (request) => {
      if (!/^(file|data):/.test(request.url())) fault(file, width, `asks for ${request.url()}`);
    });
    await page.goto(pathToFileURL(resolve(file)).href);
    await page.evaluate(axe);
    const result = await page.evaluate(() => axe.run(document, { resultTypes: ['violations', 'incomplete'] }));
    for (const found of result.violations) {
      const places = found.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join('\n    ');
      fault(file, width, `${found.id} (${found.impact}, ${found.nodes.length} times): ${found.help}\n    ${places}`);
    }
    const own = await page.evaluate(() => ({
      lost: [...document.querySelectorAll('a[href^="#"]')].map((a) => a.getAttribute('href').slice(1)).filter((id) => !document.getElementById(decodeURIComponent(id))),
      scripts: document.querySelectorAll('script').length,
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    }));
    for (const id of new Set(own.lost)) fault(file, width, `a link leads to #${id}, which is not there`);
    if (own.scripts > 0) fault(file, width, `${own.scripts} scripts`);
    if (own.wide > 0) fault(file, width, `the page is ${own.wide} points wider than the window`);
    console.log(`${file} at ${width}: ${result.passes.length} rules passed, ${result.violations.length} broken`);
    await page.close();
  }
}
await browser.close();
process.exit(faults > 0 ? 1 : 0);
