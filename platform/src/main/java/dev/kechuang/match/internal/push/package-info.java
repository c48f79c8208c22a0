/**
 * Push (惠企推送): new matches become notices, notices become at most one message a firm and day, and each reason is told
 * once. Reads the log of differences behind a place of its own.
 */
@NullMarked
package dev.kechuang.match.internal.push;

import org.jspecify.annotations.NullMarked;
