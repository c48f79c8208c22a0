/** Pages and JSON of what is pushed to whom: a firm's news and wishes, new matches of a county, reach of policies. */
@NullMarked
package dev.kechuang.match.web.push;

import org.jspecify.annotations.NullMarked;
