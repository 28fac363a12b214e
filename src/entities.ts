import { Honouree } from './honourees/honouree.entity.js';
import { Account, Grant } from './identity/account.entity.js';

/** Every class that TypeORM writes. */
export const ENTITIES = [Account, Grant, Honouree];
