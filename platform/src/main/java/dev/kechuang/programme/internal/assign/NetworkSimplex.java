package dev.kechuang.programme.internal.assign;

import java.util.Arrays;

/**
 * The network simplex method for a flow of least cost: a spanning tree that is improved arc by arc. Trees are kept
 * strongly feasible (every node can send flow to the root), so that it never goes in a circle; the arc to enter is the
 * best of a block of arcs. Costs are whole numbers: what it ends with is exact.
 *
 * <p>The node with the highest number is the root and takes up all flow. The caller gives each other node an arc that
 * makes up the first tree.
 */
final class NetworkSimplex {

    static final int ENDLESS = Integer.MAX_VALUE;

    private static final byte LOWER = 1;
    private static final byte TREE = 0;
    private static final byte UPPER = -1;
    private static final int NONE = -1;

    private int[] source;
    private int[] target;
    private long[] cost;
    private int[] capacity;
    private int[] flow;
    private byte[] state;
    private int arcs;

    private int nodes;
    private int[] parent;
    private int[] through;
    /** Whether the arc to the parent leads to it. */
    private boolean[] upwards;

    private int[] depth;
    private int[] firstChild;
    private int[] nextSibling;
    private int[] previousSibling;
    private long[] potential;

    NetworkSimplex(int nodes, int expectedArcs) {
        this.nodes = nodes;
        this.source = new int[expectedArcs];
        this.target = new int[expectedArcs];
        this.cost = new long[expectedArcs];
        this.capacity = new int[expectedArcs];
        this.flow = new int[expectedArcs];
        this.state = new byte[expectedArcs];
        this.parent = new int[nodes];
        this.through = new int[nodes];
        this.upwards = new boolean[nodes];
        this.depth = new int[nodes];
        this.firstChild = new int[nodes];
        this.nextSibling = new int[nodes];
        this.previousSibling = new int[nodes];
        this.potential = new long[nodes];
        Arrays.fill(parent, NONE);
        Arrays.fill(firstChild, NONE);
        Arrays.fill(nextSibling, NONE);
        Arrays.fill(previousSibling, NONE);
    }

    /** @return its number, counted from 0 */
    int arc(int from, int to, int most, long price) {
        if (arcs == source.length) {
            int more = arcs + (arcs >> 1) + 16;
            source = Arrays.copyOf(source, more);
            target = Arrays.copyOf(target, more);
            cost = Arrays.copyOf(cost, more);
            capacity = Arrays.copyOf(capacity, more);
            flow = Arrays.copyOf(flow, more);
            state = Arrays.copyOf(state, more);
        }
        source[arcs] = from;
        target[arcs] = to;
        cost[arcs] = price;
        capacity[arcs] = most;
        state[arcs] = LOWER;
        return arcs++;
    }

    /**
     * Puts an arc into the first tree, above the node where it starts. Parents come before their children.
     *
     * @param amount flow on it, less than its capacity
     */
    void hang(int arc, int amount) {
        int node = source[arc];
        int above = target[arc];
        parent[node] = above;
        through[node] = arc;
        upwards[node] = true;
        depth[node] = depth[above] + 1;
        adopt(above, node);
        potential[node] = potential[above] - cost[arc];
        flow[arc] = amount;
        state[arc] = TREE;
    }

    /**
     * Puts a node between a node and some of its arcs, which keep their flow: it passes over a new arc between the two.
     * The tree stays a tree, so that solving goes on from here.
     *
     * @param price of the new arc, which has room without end
     * @return the new node
     */
    int split(int node, int[] outgoing, long price) {
        int between = node();
        int bridge = arc(node, between, ENDLESS, price);
        state[bridge] = TREE;
        int carried = 0;
        int up = NONE;
        for (int arc : outgoing) {
            carried += flow[arc];
            source[arc] = between;
            if (state[arc] != TREE) continue;
            if (through[node] == arc) {
                up = arc;
            } else {
                int below = target[arc];
                orphan(below);
                parent[below] = between;
                adopt(between, below);
            }
        }
        flow[bridge] = carried;
        potential[between] = potential[node];
        if (up == NONE) {
            parent[between] = node;
            through[between] = bridge;
            upwards[between] = false;
            adopt(node, between);
            reprice(between, price);
        } else {
            int above = parent[node];
            orphan(node);
            parent[between] = above;
            through[between] = up;
            upwards[between] = true;
            depth[between] = depth[above] + 1;
            adopt(above, between);
            parent[node] = between;
            through[node] = bridge;
            upwards[node] = true;
            adopt(between, node);
            reprice(node, -price);
        }
        return between;
    }

    private int node() {
        if (nodes == parent.length) {
            int more = nodes + (nodes >> 2) + 16;
            parent = Arrays.copyOf(parent, more);
            through = Arrays.copyOf(through, more);
            upwards = Arrays.copyOf(upwards, more);
            depth = Arrays.copyOf(depth, more);
            firstChild = Arrays.copyOf(firstChild, more);
            nextSibling = Arrays.copyOf(nextSibling, more);
            previousSibling = Arrays.copyOf(previousSibling, more);
            potential = Arrays.copyOf(potential, more);
        }
        parent[nodes] = NONE;
        firstChild[nodes] = NONE;
        nextSibling[nodes] = NONE;
        previousSibling[nodes] = NONE;
        return nodes++;
    }

    int flow(int arc) {
        return flow[arc];
    }

    /** The price of a unit at a node; an arc's reduced cost is {@code cost + potential(from) − potential(to)}. */
    long potential(int node) {
        return potential[node];
    }

    /** @return how many arcs entered the tree */
    long solve() {
        int block = Math.clamp((int) (Math.sqrt(arcs)), 20, 5_000);
        long pivots = 0;
        int next = 0;
        while (true) {
            int entering = NONE;
            long best = 0;
            int left = block;
            int e = next;
            for (int seen = 0; seen < arcs; seen++) {
                long reduced = state[e] * (cost[e] + potential[source[e]] - potential[target[e]]);
                if (reduced < best) {
                    best = reduced;
                    entering = e;
                }
                if (++e == arcs) e = 0;
                if (--left == 0) {
                    if (entering != NONE) break;
                    left = block;
                }
            }
            if (entering == NONE) return pivots;
            next = e;
            pivot(entering);
            pivots++;
        }
    }

    private void pivot(int entering) {
        boolean growing = state[entering] == LOWER;
        int first = growing ? source[entering] : target[entering];
        int second = growing ? target[entering] : source[entering];
        int join = join(first, second);

        // How much fits round the circle, and which arc stops it: of several the last, seen from the join on.
        int most = capacity[entering];
        int leaving = NONE;
        boolean firstSide = false;
        for (int u = first; u != join; u = parent[u]) {
            int arc = through[u];
            int room = upwards[u] ? flow[arc] : left(arc);
            if (room < most) {
                most = room;
                leaving = u;
                firstSide = true;
            }
        }
        for (int u = second; u != join; u = parent[u]) {
            int arc = through[u];
            int room = upwards[u] ? left(arc) : flow[arc];
            if (room <= most) {
                most = room;
                leaving = u;
                firstSide = false;
            }
        }
        if (most > 0) {
            flow[entering] += growing ? most : -most;
            for (int u = first; u != join; u = parent[u]) flow[through[u]] += upwards[u] ? -most : most;
            for (int u = second; u != join; u = parent[u]) flow[through[u]] += upwards[u] ? most : -most;
        }
        if (leaving == NONE) {
            state[entering] = growing ? UPPER : LOWER;
            return;
        }
        int out = through[leaving];
        state[out] = flow[out] == 0 ? LOWER : UPPER;
        state[entering] = TREE;
        if (firstSide) hangAnew(first, second, leaving, entering);
        else hangAnew(second, first, leaving, entering);
    }

    private int left(int arc) {
        return capacity[arc] == ENDLESS ? ENDLESS : capacity[arc] - flow[arc];
    }

    private int join(int one, int other) {
        int u = one;
        int v = other;
        while (u != v) {
            if (depth[u] >= depth[v]) u = parent[u];
            else v = parent[v];
        }
        return u;
    }

    /** The part of the tree below {@code cut} is turned round to hang by {@code node} on {@code above}. */
    private void hangAnew(int node, int above, int cut, int entering) {
        int u = node;
        int newParent = above;
        int newThrough = entering;
        boolean newUpwards = source[entering] == node;
        while (true) {
            int oldParent = parent[u];
            int oldThrough = through[u];
            boolean oldUpwards = upwards[u];
            orphan(u);
            parent[u] = newParent;
            through[u] = newThrough;
            upwards[u] = newUpwards;
            adopt(newParent, u);
            if (u == cut) break;
            newParent = u;
            newThrough = oldThrough;
            newUpwards = !oldUpwards;
            u = oldParent;
        }
        long price = source[entering] == node ? potential[above] - cost[entering] : potential[above] + cost[entering];
        reprice(node, price - potential[node]);
    }

    private void orphan(int node) {
        int before = previousSibling[node];
        int after = nextSibling[node];
        if (before == NONE) firstChild[parent[node]] = after;
        else nextSibling[before] = after;
        if (after != NONE) previousSibling[after] = before;
    }

    private void adopt(int above, int node) {
        int before = firstChild[above];
        nextSibling[node] = before;
        previousSibling[node] = NONE;
        if (before != NONE) previousSibling[before] = node;
        firstChild[above] = node;
    }

    /** Depth and price of a node and everything below it. */
    private void reprice(int top, long by) {
        int u = top;
        while (true) {
            potential[u] += by;
            depth[u] = depth[parent[u]] + 1;
            if (firstChild[u] != NONE) {
                u = firstChild[u];
                continue;
            }
            while (u != top && nextSibling[u] == NONE) u = parent[u];
            if (u == top) return;
            u = nextSibling[u];
        }
    }
}
