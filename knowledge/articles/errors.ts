/** There is no article with this id. */
export class ArticleNotFound extends Error {
  readonly id: string
  constructor(id: string) {
    super(`There is no article ${id}.`)
    this.name = 'ArticleNotFound'
    this.id = id
  }
}

/** Somebody else changed the article since it was read. */
export class ArticleChanged extends Error {
  /** The version it has now. */
  readonly present: number
  /** The version the change was made on. */
  readonly seen: number
  constructor(present: number, seen: number) {
    super(`The article is at version ${present}, the change was made on version ${seen}.`)
    this.name = 'ArticleChanged'
    this.present = present
    this.seen = seen
  }
}
