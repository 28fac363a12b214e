import { printedDate, type CivilDate } from '../core/civil-date.js';
import { markup, type Html } from '../core/html.js';
import { message, type MessageKey } from '../core/messages.vi.js';
import { pageOf, type PageProblem } from '../core/page.js';
import type { CertificateChange } from './certificate-change.entity.js';
import type { CertificateCheck } from './decision.entity.js';

/** Where a certificate is checked, below the service's public address. */
export function certificatePath(token: string): string {
  return `/v/${token}`;
}

/** A decision in words. */
export function decisionText(of: Pick<CertificateChange, 'symbol' | 'signedOn' | 'issuer'>): string {
  const params = { symbol: of.symbol ?? '…', day: printedDate(of.signedOn), issuer: of.issuer ?? '…' };
  return message('certificate.decision', params);
}

/** A sign beside the word and the colour: for who sees no colours. */
const STATES = {
  VALID: { sign: '✓', word: 'pageLabel.VALID', text: 'page.VALID' },
  CORRECTED: { sign: '✎', word: 'pageLabel.CORRECTED', text: 'page.CORRECTED' },
  REVOKED: { sign: '✕', word: 'pageLabel.REVOKED', text: 'page.REVOKED' },
} as const;

function term(label: MessageKey, value: string | null): Html {
  // Isolated: a name must not reorder what stands beside it.
  return markup`<dt>${message(label)}</dt><dd><bdi>${value ?? message('pageLabel.unknown')}</bdi></dd>`;
}

function changeOf(change: CertificateChange): Html {
  const decision = decisionText(change);
  const text =
    change.kind === 'REVOCATION' ? message('page.revokedBy', { decision }) : message('page.correctedBy', { decision });
  return markup`<p>${text}</p>`;
}

function stateOf({ status, changes, flagged }: CertificateCheck): Html {
  const { sign, word, text } = STATES[status];
  const said = markup`<strong><span aria-hidden="true">${sign} </span>${message(word)}</strong><p>${message(text)}</p>`;
  const doubt = flagged && status !== 'REVOKED' ? [markup`<p>${message('page.flagged')}</p>`] : [];
  return markup`<div class="state ${status.toLowerCase()}">${said}${changes.map(changeOf)}${doubt}</div>`;
}

/** The name as the last correction has it, beside the one that the paper shows. */
function correctedName({ changes }: CertificateCheck): Html[] {
  const name = changes.findLast((change) => change.name !== null)?.name;
  return name ? [term('pageLabel.correctedName', name)] : [];
}

function section(title: MessageKey, ...paragraphs: readonly MessageKey[]): Html {
  return markup`<h2>${message(title)}</h2>${paragraphs.map((key) => markup`<p>${message(key)}</p>`)}`;
}

/** How to check it without us. The links are relative: the public address may lie below a path. */
function offline(token: string): Html {
  const links = [
    markup`<li><a href="${token}/proof.json" download="so-vang-proof.json">${message('pageLabel.proofFile')}</a></li>`,
    markup`<li><a href="../.well-known/so-vang/keys.json" download="so-vang-keys.json">${message('pageLabel.keysFile')}</a></li>`,
  ];
  const command = markup`<p><code>npm run verify -- so-vang-proof.json --keys so-vang-keys.json</code></p>`;
  return markup`${section('pageTitle.offline', 'page.offline')}<ul>${links}</ul>${command}`;
}

/** The page of one certificate: what stands on it, and what became of it. */
export function certificatePage(token: string, check: CertificateCheck, today: CivilDate): string {
  const { name, awardType, symbol, signedOn, issuer, year } = check;
  const facts = [
    term('pageLabel.name', name),
    ...correctedName(check),
    term('pageLabel.award', awardType),
    term('pageLabel.symbol', symbol),
    term('pageLabel.signedOn', printedDate(signedOn)),
    term('pageLabel.issuer', issuer),
    term('pageLabel.year', String(year)),
    term('pageLabel.checkedOn', printedDate(today)),
  ];
  const proves = section('pageTitle.proves', 'page.compare', 'page.limits');
  return pageOf(message('pageTitle.certificate'), markup`${stateOf(check)}<dl>${facts}</dl>${proves}${offline(token)}`);
}

/** Said of a token that there is not. */
export function unknownCertificate(): PageProblem {
  return { status: 404, code: 'NOT_FOUND', title: message('pageTitle.unknown'), text: message('page.unknown') };
}
