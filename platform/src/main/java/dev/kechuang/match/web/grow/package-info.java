/** Pages of cultivation: candidates, the store, one firm in it, pre-review sheets and runs, the funnel; the firm's own. */
@NullMarked
package dev.kechuang.match.web.grow;

import org.jspecify.annotations.NullMarked;
