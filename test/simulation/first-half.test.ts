// First, so that yjs finds the seed's randomness.
import { testSeeds } from './play.ts';

testSeeds(1, 500);
