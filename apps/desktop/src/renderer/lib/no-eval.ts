import { z } from 'zod';

// zod tries whether it may compile code; the page's content security policy forbids that, and every try is an error in the console.
z.config({ jitless: true });
