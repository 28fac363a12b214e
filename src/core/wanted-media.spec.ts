import { wantsJson } from './wanted-media.js';

describe('what is asked for', () => {
  it.each<[string | undefined, boolean]>([
    [undefined, false],
    ['', false],
    ['*/*', false],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', false],
    ['application/json', true],
    ['Application/JSON; charset=utf-8', true],
    ['application/json, text/plain, */*', false],
    ['application/json, text/plain, */*;q=0.5', true],
    ['text/html;q=0.8, application/json;q=0.9', true],
    ['text/html, application/json', false],
    ['application/json;q=0', false],
    ['application/*', true],
    ['text/*;q=0.4, application/json;q=0.3', false],
    ['application/json;q=lots', false],
    ['image/png', false],
  ])('%s', (accept, json) => {
    expect(wantsJson(accept)).toBe(json);
  });
});
