import 'reflect-metadata';
import { Args, ArgsType, Context, Parent } from '@nestjs/graphql';
import { LeanField } from './lean-field.js';

class Doubled {
  transform(value: string | undefined): unknown {
    if (value === 'refused') throw new Error('the pipe refuses');
    return value === undefined ? null : value + value;
  }
}

const NULLABLE = { type: () => String, nullable: true } as const;

class Fields {
  private readonly suffix = '!';

  @LeanField(() => String, { description: 'For the test.' })
  told(
    @Args('text', NULLABLE, Doubled) text: string | null,
    @Context() context: { greeting: string },
    @Parent() parent: { name: string },
    @Args('plain', NULLABLE) plain?: string,
  ): string {
    return [context.greeting, parent.name, text, plain].join(' ') + this.suffix;
  }
}

type Resolver = (parent: unknown, args: unknown, context: unknown) => unknown;

describe('a lean field', () => {
  const told = (Fields.prototype.told as unknown as Resolver).bind(new Fields());

  it('gets what its parameters say, through their pipes, at once and not as a promise', () => {
    expect(told({ name: 'Bình Lư' }, { text: 'ab', plain: 'cd' }, { greeting: 'Xã' })).toBe('Xã Bình Lư abab cd!');
    expect(told({ name: 'Bình Lư' }, {}, { greeting: 'Xã' })).toBe('Xã Bình Lư  !');
  });

  it('is refused by its pipe', () => {
    expect(() => told({ name: 'x' }, { text: 'refused' }, { greeting: '' })).toThrow('the pipe refuses');
  });

  it('cannot take a class of arguments, which would go unvalidated', () => {
    @ArgsType()
    class Unvalidated {
      first?: number;
    }
    const declare = (): unknown => {
      class Wrong {
        @LeanField(() => String, { description: 'For the test.' })
        list(@Args() args: Unvalidated): string {
          return String(args.first);
        }
      }
      return Wrong;
    };
    expect(declare).toThrow('use @ResolveField');
  });
});
