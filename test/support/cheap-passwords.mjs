/**
 * What the tests hash passwords with where these are not the subject: argon2id all the same, but of 64 KiB and one pass
 * instead of 19 MiB and two, for hundreds of accounts and thousands who sign in. What the product does sign-in.spec asks.
 */
export const CHEAP = { memoryCost: 64, timeCost: 1 };
