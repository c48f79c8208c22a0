/**
 * Review (评审): who reviews what, by a draw that anybody can repeat; score sheets, votes, and what a round comes to. An
 * expert never gets to see, let alone to score, what recusal forbids: the database refuses it.
 */
@NullMarked
package dev.kechuang.programme.internal.review;

import org.jspecify.annotations.NullMarked;
