"""The process of contracting, as pure functions over data: days, milestones, what is past and what is ahead."""
