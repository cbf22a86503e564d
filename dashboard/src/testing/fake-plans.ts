import type { Plan } from "../api/types.ts";

function makePlan(id: Plan["id"], staff: number | null, monthly: [number, number]): Plan {
  const [rupees, amount] = monthly;
  return {
    id,
    staff_limit: staff,
    number_limit: staff === 3 ? 1 : 2,
    has_api: staff !== 3,
    prices: [
      { interval: "month", rupees, amount, currency: "USD", is_sold: false },
      {
        interval: "year",
        rupees: rupees * 10,
        amount: amount * 10,
        currency: "USD",
        is_sold: false,
      },
    ],
  };
}

export const plans: Plan[] = [
  makePlan("starter", 3, [4000, 1500]),
  makePlan("growth", 10, [8500, 3100]),
  makePlan("business", null, [18_000, 6500]),
];
