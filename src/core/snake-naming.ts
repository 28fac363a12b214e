import { DefaultNamingStrategy, type NamingStrategyInterface } from 'typeorm';

/** displayName → display_name: columns are named as SQL is written. */
export class SnakeNaming extends DefaultNamingStrategy implements NamingStrategyInterface {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}
