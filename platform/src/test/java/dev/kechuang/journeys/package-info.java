/** Whole pieces of work, done in a real browser as the person they are for; after each the database still holds. */
@NullMarked
package dev.kechuang.journeys;

import org.jspecify.annotations.NullMarked;
