/*
 * order.h: the items of a batch in the order in which they were asked for.
 */
#ifndef SHEAF_ORDER_H
#define SHEAF_ORDER_H

#include "request.h"

/*
 * Adds to TO the page BODY, its items, which lie where the row says, in the
 * order of the ids that it was asked for, and behind them those that have none
 * of these. Each item keeps its bytes, and what is between them stays. False if
 * BODY had better stay as it is: it is no batch, or its order is the service's
 * promise, or it has more items than there are ids.
 */
bool order_batch(
	const struct request *request, struct slice body, struct buf *to);

#endif
