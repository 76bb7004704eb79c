/** What a JSON parser gives: tests look into it freely, and fail where it is not as they say. */
export type Parsed = ReturnType<typeof JSON.parse>;
