/** An edit or request that was not carried out, with words that say why and what to do. The API passes them on as they are. */
export class EditRefused extends Error {
  constructor(words: string, options?: ErrorOptions) {
    super(words, options);
    this.name = 'EditRefused';
  }
}
