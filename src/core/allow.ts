import { SetMetadata } from '@nestjs/common';
import type { Permission } from './permissions.js';

/** Who may call an operation at all. The service checks the unit. */
export type AllowRule =
  | { kind: 'public' }
  | { kind: 'signedIn'; evenBeforePasswordChange: boolean }
  | { kind: 'permission'; permissions: readonly Permission[] };

export const ALLOW = 'so-vang:allow';

/**
 * Declares who may call an operation: `@Allow('honouree.create')`, `Allow.public()`, `Allow.signedIn()`. One of several
 * permissions is enough, where what is asked for decides which of them is needed.
 */
export function Allow(...permissions: [Permission, ...Permission[]]): MethodDecorator {
  return SetMetadata<string, AllowRule>(ALLOW, { kind: 'permission', permissions });
}
Allow.public = (): MethodDecorator => SetMetadata<string, AllowRule>(ALLOW, { kind: 'public' });
Allow.signedIn = (options: { evenBeforePasswordChange?: boolean } = {}): MethodDecorator =>
  SetMetadata<string, AllowRule>(ALLOW, {
    kind: 'signedIn',
    evenBeforePasswordChange: options.evenBeforePasswordChange ?? false,
  });
